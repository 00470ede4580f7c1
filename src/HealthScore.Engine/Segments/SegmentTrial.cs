using HealthScore.Domain.Journeys;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Scoring.Preview;

namespace HealthScore.Engine.Segments;

/// <summary>All active accounts as they were when it was opened, to try a segment on. Not for two threads at once.</summary>
public sealed class SegmentTrial
{
    private const int SampleSize = 8;

    private readonly SegmentOrder _order;
    private readonly JourneyMap _journeys;
    private readonly TrialAccounts _accounts;

    internal SegmentTrial(SegmentOrder order, JourneyMap journeys, TrialAccounts accounts) => (_order, _journeys, _accounts) = (order, journeys, accounts);

    /// <summary>How many accounts there are to try on.</summary>
    public int Accounts => _accounts.All.Count;

    /// <summary>Tries a segment in its place, an id of 0 being a new one that comes last. Measures that nobody asked for before cost one pass over the readings.</summary>
    public async Task<SegmentOutlook> TryAsync(Segment draft, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        var order = new SegmentOrder([.. _order.Segments.Where(s => s.Id != draft.Id), draft]);
        var rules = new PlacingRules(order, _journeys.With(order.Segments));
        await _accounts.MeasureAsync(rules.Subjects, progress, ct);
        return Look(rules, draft, ct);
    }

    private SegmentOutlook Look(PlacingRules rules, Segment draft, CancellationToken ct)
    {
        var order = rules.Segments;
        var stages = rules.Journeys.Journeys.SelectMany(j => j.Stages).ToDictionary(s => s.Id, s => s.Name);
        var names = order.Segments.ToDictionary(s => s.Id, s => s.Name);
        Dictionary<string, int> taken = [];
        Moves moves = new(), staged = new();
        List<OutlookAccount> sample = [];
        var (matching, getting, arr) = (0, 0, 0m);
        foreach (var account in _accounts.All)
        {
            ct.ThrowIfCancellationRequested();
            var (to, stage) = rules.Place(account) is var placed ? (placed.SegmentId, placed.Stage.Id) : default;
            moves.Add(account.SegmentId, to, account.Facts.Arr);
            staged.Add(account.Stage.Id, stage, account.Facts.Arr);
            if (draft.Condition is { } condition ? !condition.Holds(account.Facts) : draft.Id != account.GivenId) continue;
            matching++;
            if (to != draft.Id && to is { } earlier) taken[names[earlier]] = taken.GetValueOrDefault(names[earlier]) + 1;
            if (to != draft.Id) continue;
            getting++;
            arr += account.Facts.Arr;
            if (sample.Count < SampleSize) sample.Add(new(account.Facts.AccountId, account.Facts.Name, account.Facts.Arr, Name(account.SegmentId)));
        }

        return new(_accounts.All.Count, matching, getting, arr, [.. taken.OrderByDescending(t => t.Value).Select(t => new TakenBy(t.Key, t.Value))], sample,
            moves.Named(names), staged.Named(stages));

        string? Name(int? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }
}

/// <summary>Whom a segment would take.</summary>
/// <param name="Of">Active accounts.</param>
/// <param name="Matching">Those that match it.</param>
/// <param name="Getting">Those among them that no earlier segment takes.</param>
/// <param name="Arr">Their revenue.</param>
/// <param name="Taken">By which earlier segments the others are taken.</param>
/// <param name="Sample">Some of those that it gets.</param>
/// <param name="Moves">Who would change segment by saving it.</param>
/// <param name="Staged">Who would change stage by it: their journey follows from their segment.</param>
public sealed record SegmentOutlook(
    int Of, int Matching, int Getting, decimal Arr, IReadOnlyList<TakenBy> Taken, IReadOnlyList<OutlookAccount> Sample, IReadOnlyList<OutlookMove> Moves, IReadOnlyList<OutlookMove> Staged);

/// <summary>Accounts that an earlier segment takes.</summary>
public sealed record TakenBy(string Segment, int Accounts);

/// <summary>An account of the sample, and the segment that it is in now.</summary>
public sealed record OutlookAccount(long Id, string Name, decimal Arr, string? Now);
