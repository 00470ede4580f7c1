using HealthScore.Domain.Journeys;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Segments;

namespace HealthScore.Engine.Journeys;

/// <summary>All active accounts as they were when it was opened, to try a journey on. Not for two threads at once.</summary>
public sealed class JourneyTrial
{
    // Stages and journeys that are not saved yet need keys of their own.
    private const int New = -1;

    private readonly JourneyMap _map;
    private readonly IReadOnlyList<Segment> _segments;
    private readonly TrialAccounts _accounts;

    internal JourneyTrial(JourneyMap map, IReadOnlyList<Segment> segments, TrialAccounts accounts) => (_map, _segments, _accounts) = (map, segments, accounts);

    /// <summary>Tries a journey. Measures that nobody asked for before cost one pass over the readings.</summary>
    public async Task<JourneyOutlook> TryAsync(JourneyInput draft, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        var map = With(draft);
        await _accounts.MeasureAsync(map.Subjects, progress, ct);
        return Look(map, map.Journeys.Single(j => j.Journey.Id == (draft.Id == 0 ? New : draft.Id)), ct);
    }

    private JourneyMap With(JourneyInput draft)
    {
        var id = draft.Id == 0 ? New : draft.Id;
        var journey = new Journey { Id = id, Name = draft.Name, GoesBack = draft.GoesBack, Position = _map.Journeys.FirstOrDefault(j => j.Journey.Id == draft.Id)?.Journey.Position ?? _map.Journeys.Count };
        var stages = draft.Stages.Select((s, i) => new Stage { Id = s.Id == 0 ? New - i : s.Id, Name = s.Name, JourneyId = id, Position = i, Entry = s.Entry });
        var others = _map.Journeys.Where(j => j.Journey.Id != draft.Id).ToList();
        return new([.. others.Select(j => j.Journey), journey], [.. others.SelectMany(j => j.Stages), .. stages], [], _segments);
    }

    private JourneyOutlook Look(JourneyMap map, JourneyOrder journey, CancellationToken ct)
    {
        var names = _map.Journeys.SelectMany(j => j.Stages).Concat(map.Journeys.SelectMany(j => j.Stages)).GroupBy(s => s.Id).ToDictionary(g => g.Key, g => g.Last().Name);
        Dictionary<int, int> now = [], then = [];
        Dictionary<(int?, int?), (int Accounts, decimal Arr)> moves = [];
        var of = 0;
        foreach (var account in _accounts.All)
        {
            ct.ThrowIfCancellationRequested();
            if (map.Of(account.SegmentId) != journey) continue;
            of++;
            var to = journey.Place(account.Facts, account.Stage.Id, account.Stage.GivenId);
            if (account.Stage.Id is { } from) now[from] = now.GetValueOrDefault(from) + 1;
            if (to is { } stage) then[stage] = then.GetValueOrDefault(stage) + 1;
            if (to != account.Stage.Id && moves.GetValueOrDefault((account.Stage.Id, to)) is var move) moves[(account.Stage.Id, to)] = (move.Accounts + 1, move.Arr + account.Facts.Arr);
        }

        return new(of, [.. journey.Stages.Select(s => new StageOutlook(s.Name, then.GetValueOrDefault(s.Id), now.GetValueOrDefault(s.Id)))],
            [.. moves.OrderByDescending(m => m.Value.Accounts).Select(m => new StageMove(Name(m.Key.Item1), Name(m.Key.Item2), m.Value.Accounts, m.Value.Arr))]);

        string? Name(int? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }
}

/// <summary>Where accounts would be.</summary>
/// <param name="Of">Active accounts of the segments that follow the journey.</param>
/// <param name="Stages">In their order.</param>
/// <param name="Moves">Who would change stage by saving it.</param>
public sealed record JourneyOutlook(int Of, IReadOnlyList<StageOutlook> Stages, IReadOnlyList<StageMove> Moves);

/// <summary>How many accounts would be in a stage, and how many are now.</summary>
public sealed record StageOutlook(string Name, int Accounts, int Now);

/// <summary>Accounts that would change stage; null: none.</summary>
public sealed record StageMove(string? From, string? To, int Accounts, decimal Arr);
