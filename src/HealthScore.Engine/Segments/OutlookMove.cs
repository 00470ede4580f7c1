using HealthScore.Domain.Scoring;

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

/// <summary>Whose scores would come from elsewhere.</summary>
internal sealed class Rescored(ModelChooser chooser)
{
    private readonly Dictionary<(int?, int?), int?[]> _models = [];

    /// <summary>Accounts that another model would score.</summary>
    public int Others { get; private set; }

    /// <summary>Accounts that no model would score any more.</summary>
    public int Without { get; private set; }

    public void Add((int? SegmentId, int? StageId) from, (int? SegmentId, int? StageId) to, DateOnly day)
    {
        if (from == to) return;
        var (now, then) = (Models(from, day), Models(to, day));
        if (now.Where((m, i) => m is not null && then[i] is null).Any()) Without++;
        else if (now.Where((m, i) => m != then[i]).Any()) Others++;
    }

    private int?[] Models((int? SegmentId, int? StageId) scope, DateOnly day)
    {
        if (!_models.TryGetValue(scope, out var models)) _models.Add(scope, models = [.. Enum.GetValues<ScoreKind>().Select(k => chooser.Choose(k, scope.SegmentId, scope.StageId, day)?.ModelId)]);
        return models;
    }
}
