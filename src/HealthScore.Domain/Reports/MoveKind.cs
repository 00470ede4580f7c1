using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Reports;

/// <summary>What became of an account from one month's end to the next. Every account counted at either end has exactly one.</summary>
public enum MoveKind
{
    /// <summary>Green became yellow.</summary>
    GreenToYellow = 1,

    /// <summary>Green became red.</summary>
    GreenToRed = 2,

    /// <summary>Yellow became red.</summary>
    YellowToRed = 3,

    /// <summary>Red became yellow.</summary>
    RedToYellow = 4,

    /// <summary>Red became green.</summary>
    RedToGreen = 5,

    /// <summary>Yellow became green.</summary>
    YellowToGreen = 6,

    /// <summary>It had no score and now has one.</summary>
    ScoreGained = 7,

    /// <summary>It had a score and now has none.</summary>
    ScoreLost = 8,

    /// <summary>The band is the same.</summary>
    Unchanged = 9,

    /// <summary>It was not scored at the month's end before.</summary>
    New = 10,

    /// <summary>It came from another segment, or from an owner outside the reader's scope.</summary>
    MovedIn = 11,

    /// <summary>It is no longer scored.</summary>
    Left = 12,

    /// <summary>It went to another segment, or to an owner outside the reader's scope.</summary>
    MovedOut = 13,
}

/// <summary>The words and the rules of moves.</summary>
public static class MoveKinds
{
    /// <summary>In the order of every table: worse, better, score gained and lost, unchanged, came, went.</summary>
    public static IReadOnlyList<MoveKind> All { get; } = Enum.GetValues<MoveKind>();

    /// <summary>As shown.</summary>
    public static string Name(this MoveKind kind) => kind switch
    {
        MoveKind.GreenToYellow => "Green to yellow",
        MoveKind.GreenToRed => "Green to red",
        MoveKind.YellowToRed => "Yellow to red",
        MoveKind.RedToYellow => "Red to yellow",
        MoveKind.RedToGreen => "Red to green",
        MoveKind.YellowToGreen => "Yellow to green",
        MoveKind.ScoreGained => "Score gained",
        MoveKind.ScoreLost => "Score lost",
        MoveKind.Unchanged => "Unchanged",
        MoveKind.New => "New",
        MoveKind.MovedIn => "Moved in",
        MoveKind.Left => "Left",
        MoveKind.MovedOut => "Moved out",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The move of an account as the group sees it; null when it was in the group at neither end.</summary>
    public static MoveKind? Of(Place before, Place now, TrendGroup group) => (before.IsIn(group), now.IsIn(group)) switch
    {
        (true, true) => Between(before.Band, now.Band),
        (false, true) => before.Presence == Presence.Absent ? MoveKind.New : MoveKind.MovedIn,
        (true, false) => now.Presence == Presence.Absent ? MoveKind.Left : MoveKind.MovedOut,
        (false, false) => null,
    };

    private static MoveKind Between(Band before, Band now) => (before, now) switch
    {
        (Band.Green, Band.Yellow) => MoveKind.GreenToYellow,
        (Band.Green, Band.Red) => MoveKind.GreenToRed,
        (Band.Yellow, Band.Red) => MoveKind.YellowToRed,
        (Band.Red, Band.Yellow) => MoveKind.RedToYellow,
        (Band.Red, Band.Green) => MoveKind.RedToGreen,
        (Band.Yellow, Band.Green) => MoveKind.YellowToGreen,
        (Band.Unknown, not Band.Unknown) => MoveKind.ScoreGained,
        (not Band.Unknown, Band.Unknown) => MoveKind.ScoreLost,
        _ => MoveKind.Unchanged,
    };
}
