namespace HealthScore.Engine.Segments;

/// <summary>Accounts that would change segment or stage; null: none.</summary>
public sealed record OutlookMove(string? From, string? To, int Accounts, decimal Arr);

/// <summary>Who would go from where to where.</summary>
internal sealed class Moves
{
    private readonly Dictionary<(int?, int?), (int Accounts, decimal Arr)> _moves = [];

    public void Add(int? from, int? to, decimal arr)
    {
        if (from != to && _moves.GetValueOrDefault((from, to)) is var move) _moves[(from, to)] = (move.Accounts + 1, move.Arr + arr);
    }

    /// <summary>The largest first.</summary>
    public IReadOnlyList<OutlookMove> Named(Dictionary<int, string> names)
    {
        return [.. _moves.OrderByDescending(m => m.Value.Accounts).Select(m => new OutlookMove(Name(m.Key.Item1), Name(m.Key.Item2), m.Value.Accounts, m.Value.Arr))];

        string? Name(int? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }
}
