using HealthScore.Domain.Journeys;
using HealthScore.Domain.Scoring;
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
    private readonly ModelChooser _chooser;

    internal SegmentTrial(SegmentOrder order, JourneyMap journeys, TrialAccounts accounts, ModelChooser chooser) => (_order, _journeys, _accounts, _chooser) = (order, journeys, accounts, chooser);

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

    /// <summary>Tries all segments in another order, given by their ids. Those that are not among the ids, or were made since it was opened, stay out.</summary>
    public async Task<OrderOutlook> TryOrderAsync(IReadOnlyList<int> ids, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        var places = ids.Index().ToDictionary(i => i.Item, i => i.Index);
        var order = new SegmentOrder(_order.Segments.Where(s => places.ContainsKey(s.Id)).Select(s => new Segment { Id = s.Id, Name = s.Name, Condition = s.Condition, JourneyId = s.JourneyId, Position = places[s.Id] }));
        var rules = new PlacingRules(order, _journeys);
        await _accounts.MeasureAsync(rules.Subjects, progress, ct);
        Moves moves = new(), staged = new();
        Rescored rescored = new(_chooser);
        foreach (var account in _accounts.All)
        {
            ct.ThrowIfCancellationRequested();
            Add(account, rules.Place(account), moves, staged, rescored);
        }

        return new(moves.Named(Names(order)), staged.Named(Stages), rescored.Others, rescored.Without);
    }

    private Dictionary<int, string> Stages => _journeys.Journeys.SelectMany(j => j.Stages).ToDictionary(s => s.Id, s => s.Name);

    private static Dictionary<int, string> Names(SegmentOrder order) => order.Segments.ToDictionary(s => s.Id, s => s.Name);

    private static void Add(PlacedAccount account, Placement to, Moves moves, Moves staged, Rescored rescored)
    {
        moves.Add(account.SegmentId, to.SegmentId, account.Facts.Arr);
        staged.Add(account.Stage.Id, to.Stage.Id, account.Facts.Arr);
        rescored.Add((account.SegmentId, account.Stage.Id), (to.SegmentId, to.Stage.Id), account.Facts.Day);
    }

    private SegmentOutlook Look(PlacingRules rules, Segment draft, CancellationToken ct)
    {
        var order = rules.Segments;
        var names = Names(order);
        Dictionary<string, int> taken = [];
        Moves moves = new(), staged = new();
        Rescored rescored = new(_chooser);
        List<OutlookAccount> sample = [];
        var (matching, getting, arr) = (0, 0, 0m);
        foreach (var account in _accounts.All)
        {
            ct.ThrowIfCancellationRequested();
            var placed = rules.Place(account);
            var to = placed.SegmentId;
            Add(account, placed, moves, staged, rescored);
            if (draft.Condition is { } condition ? !condition.Holds(account.Facts) : draft.Id != account.GivenId) continue;
            matching++;
            if (to != draft.Id && to is { } earlier) taken[names[earlier]] = taken.GetValueOrDefault(names[earlier]) + 1;
            if (to != draft.Id) continue;
            getting++;
            arr += account.Facts.Arr;
            if (sample.Count < SampleSize) sample.Add(new(account.Facts.AccountId, account.Facts.Name, account.Facts.Arr, Name(account.SegmentId)));
        }

        return new(_accounts.All.Count, matching, getting, arr, [.. taken.OrderByDescending(t => t.Value).Select(t => new TakenBy(t.Key, t.Value))], sample,
            moves.Named(names), staged.Named(Stages), rescored.Others, rescored.Without);

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
/// <param name="OtherModel">How many would be scored by another model of any kind.</param>
/// <param name="NoModel">How many of a kind of score that they have would get none any more.</param>
public sealed record SegmentOutlook(
    int Of, int Matching, int Getting, decimal Arr, IReadOnlyList<TakenBy> Taken, IReadOnlyList<OutlookAccount> Sample, IReadOnlyList<OutlookMove> Moves, IReadOnlyList<OutlookMove> Staged, int OtherModel, int NoModel);

/// <summary>What another order would change.</summary>
/// <param name="Moves">Who would change segment.</param>
/// <param name="Staged">Who would change stage.</param>
/// <param name="OtherModel">How many would be scored by another model of any kind.</param>
/// <param name="NoModel">How many of a kind of score that they have would get none any more.</param>
public sealed record OrderOutlook(IReadOnlyList<OutlookMove> Moves, IReadOnlyList<OutlookMove> Staged, int OtherModel, int NoModel);

/// <summary>Accounts that an earlier segment takes.</summary>
public sealed record TakenBy(string Segment, int Accounts);

/// <summary>An account of the sample, and the segment that it is in now.</summary>
public sealed record OutlookAccount(long Id, string Name, decimal Arr, string? Now);
