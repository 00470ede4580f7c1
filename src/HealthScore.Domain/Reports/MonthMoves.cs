namespace HealthScore.Domain.Reports;

/// <summary>Accounts that made one kind of move.</summary>
/// <param name="Accounts">How many.</param>
/// <param name="Arr">Their ARR at the end of the month; of those that left or moved out: at the end of the month before.</param>
public readonly record struct Move(int Accounts, decimal Arr);

/// <summary>
/// What became of a group's accounts since the month's end before. It adds up:
/// accounts before + new + moved in − left − moved out = accounts now, and the same of ARR with <see cref="ArrChange"/> added.
/// </summary>
/// <param name="Before">The month's end compared with.</param>
/// <param name="ArrChange">By how much the ARR of the accounts that stayed in the group grew.</param>
/// <param name="ByKind">The moves that were made.</param>
public sealed record MonthMoves(MonthEnd Before, decimal ArrChange, IReadOnlyDictionary<MoveKind, Move> ByKind)
{
    /// <summary>The accounts that made this move; zero when none did.</summary>
    public Move this[MoveKind kind] => ByKind.GetValueOrDefault(kind);

    /// <summary>Accounts gained less accounts lost.</summary>
    public int Net => this[MoveKind.New].Accounts + this[MoveKind.MovedIn].Accounts - this[MoveKind.Left].Accounts - this[MoveKind.MovedOut].Accounts;

    /// <summary>ARR gained less ARR lost, the change of those that stayed included.</summary>
    public decimal NetArr => this[MoveKind.New].Arr + this[MoveKind.MovedIn].Arr - this[MoveKind.Left].Arr - this[MoveKind.MovedOut].Arr + ArrChange;

    /// <summary>Sums up the facts of one month as a group sees them.</summary>
    internal static MonthMoves Of(TrendGroup group, MonthEnd before, IEnumerable<MoveFact> facts)
    {
        var moves = new Dictionary<MoveKind, Move>();
        var change = 0m;
        foreach (var fact in facts)
        {
            if (MoveKinds.Of(fact.Before, fact.Now, group) is not { } kind) continue;
            var isGone = kind is MoveKind.Left or MoveKind.MovedOut;
            if (!isGone && kind is not (MoveKind.New or MoveKind.MovedIn)) change += fact.ArrNow - fact.ArrBefore;
            var sum = moves.GetValueOrDefault(kind);
            moves[kind] = new(sum.Accounts + fact.Accounts, sum.Arr + (isGone ? fact.ArrBefore : fact.ArrNow));
        }

        return new(before, change, moves);
    }
}
