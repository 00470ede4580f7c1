using HealthScore.Domain.Journeys;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Segments;

namespace HealthScore.Engine.Journeys;

/// <summary>All active accounts as they were when it was opened, to try a journey on. Not for two threads at once.</summary>
public sealed class JourneyTrial
{
    // What is not saved yet needs keys of its own.
    private const int New = -1;

    private readonly JourneyMap _map;
    private readonly SegmentOrder _segments;
    private readonly TrialAccounts _accounts;
    private readonly IReadOnlyList<MilestoneFact>[] _milestones;

    internal JourneyTrial(JourneyMap map, SegmentOrder segments, TrialAccounts accounts)
    {
        (_map, _segments, _accounts) = (map, segments, accounts);
        _milestones = [.. accounts.All.Select(a => a.Facts.Milestones)];
    }

    /// <summary>Tries a journey. Measures that nobody asked for before cost one pass over the readings.</summary>
    public async Task<JourneyOutlook> TryAsync(JourneyInput draft, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        var rules = new PlacingRules(_segments, With(JourneyNames.Follow(draft, JourneyInput.Of(_map, draft.Id))));
        await _accounts.MeasureAsync(rules.Subjects, progress, ct);
        return Look(rules, rules.Journeys.Journeys.Single(j => j.Journey.Id == (draft.Id == 0 ? New : draft.Id)), ct);
    }

    private JourneyMap With(JourneyInput draft)
    {
        var (id, next) = (draft.Id == 0 ? New : draft.Id, New);
        var journey = new Journey { Id = id, Name = draft.Name, GoesBack = draft.GoesBack, Position = _map.Journeys.FirstOrDefault(j => j.Journey.Id == draft.Id)?.Journey.Position ?? _map.Journeys.Count };
        List<Stage> stages = [];
        List<MilestoneDefinition> milestones = [];
        foreach (var (i, stage) in draft.Stages.Index())
        {
            stages.Add(new() { Id = Key(stage.Id), Name = stage.Name.Trim(), JourneyId = id, Position = i, Entry = stage.Entry, ExpectedDays = stage.ExpectedDays });
            milestones.AddRange(stage.Milestones.Select(m => new MilestoneDefinition { Id = Key(m.Id), StageId = stages[i].Id, Name = m.Name.Trim(), IsRequired = m.IsRequired, DueDays = m.DueDays, Rule = m.Rule }));
        }

        return _map.With(journey, stages, milestones);

        int Key(int saved) => saved == 0 ? --next : saved;
    }

    private JourneyOutlook Look(PlacingRules rules, JourneyOrder journey, CancellationToken ct)
    {
        var map = rules.Journeys;
        var names = _map.Journeys.Concat(map.Journeys).SelectMany(j => j.Stages).GroupBy(s => s.Id).ToDictionary(g => g.Key, g => g.Last().Name);
        var (now, then) = (new StageCounts(_map), new StageCounts(map));
        Moves moves = new();
        var (was, shall) = (_map.Milestones.ToDictionary(m => m.Id), map.Milestones.ToDictionary(m => m.Id));
        var of = 0;
        foreach (var (i, account) in _accounts.All.Index())
        {
            ct.ThrowIfCancellationRequested();
            account.Facts.Milestones = [.. _milestones[i].Where(IsKept).Select(Followed)];
            // Rules name stages as they will be called.
            account.Facts.Stage = account.From is { } from ? names.GetValueOrDefault(from) : null;
            var to = rules.Place(account);
            now.Add(account, account.Stage.Id, []);
            if (map.Of(to.SegmentId) != journey) continue;
            of++;
            then.Add(account, to.Stage.Id, [.. map.Reached(account.Facts, to.Stage.Id, to.Stage.Id != account.From).Select(m => m.Id)]);
            moves.Add(account.Stage.Id, to.Stage.Id, account.Facts.Arr);
        }

        return new(of, [.. journey.Stages.Select(s => new StageOutlook(s.Name, then.Of(s.Id), now.Of(s.Id)))], moves.Named(names));

        // As saving does it before it places anybody: what is not done follows its definition, or goes with it.
        bool IsKept(MilestoneFact fact) => fact.Done is not null || !was.ContainsKey(fact.DefinitionId) || shall.ContainsKey(fact.DefinitionId);

        MilestoneFact Followed(MilestoneFact fact) => fact.Done is null && was.TryGetValue(fact.DefinitionId, out var before) && shall.TryGetValue(fact.DefinitionId, out var after)
            ? fact with { IsRequired = after.IsRequired, Due = fact.Due.AddDays(after.DueDays - before.DueDays) } : fact;
    }
}

/// <summary>Where accounts would be.</summary>
/// <param name="Of">Active accounts of the segments that follow the journey.</param>
/// <param name="Stages">In their order.</param>
/// <param name="Moves">Who would change stage by saving it.</param>
public sealed record JourneyOutlook(int Of, IReadOnlyList<StageOutlook> Stages, IReadOnlyList<OutlookMove> Moves);

/// <summary>Who would be in a stage, and who is now.</summary>
public sealed record StageOutlook(string Name, StageCount Then, StageCount Now);

/// <summary>How many accounts are in a stage, and how many of them are behind or stuck.</summary>
public readonly record struct StageCount(int Accounts, int Behind, int Stuck);

/// <summary>Counts accounts by stage, and how they get on there by the journeys of a map.</summary>
internal sealed class StageCounts(JourneyMap map)
{
    private readonly Dictionary<int, Stage> _stages = map.Journeys.SelectMany(j => j.Stages).ToDictionary(s => s.Id);
    private readonly ILookup<int, MilestoneDefinition> _milestones = map.Milestones.ToLookup(m => m.StageId);
    private readonly Dictionary<int, StageCount> _counts = [];

    public StageCount Of(int stage) => _counts.GetValueOrDefault(stage);

    /// <param name="account">The account.</param>
    /// <param name="stageId">The stage that it is counted in.</param>
    /// <param name="reached">Milestones that are done by their rules from today on.</param>
    public void Add(PlacedAccount account, int? stageId, IReadOnlyCollection<int> reached)
    {
        if (stageId is not { } id || !_stages.TryGetValue(id, out var stage)) return;
        var progress = Stay(account, stage, reached).On(account.Facts.Day);
        var count = Of(id);
        _counts[id] = new(count.Accounts + 1, count.Behind + (progress == Progress.Behind ? 1 : 0), count.Stuck + (progress == Progress.Stuck ? 1 : 0));
    }

    private StageStay Stay(PlacedAccount account, Stage stage, IReadOnlyCollection<int> reached)
    {
        var today = account.Facts.Day;
        if (account.From != stage.Id || account.Facts.StageBegan is not { } began) return new(today, stage.ExpectedDays, null, null);
        DateOnly? overdue = null, last = null;
        foreach (var fact in account.Facts.Milestones)
            if (fact.IsOfStay && fact.Done is { } done) last = last > done ? last : done;
            else if (fact is { IsOfStay: true, IsRequired: true, DefinitionId: 0 }) overdue = overdue < fact.Due ? overdue : fact.Due;
        foreach (var milestone in _milestones[stage.Id])
        {
            if (account.Facts.Milestones.Any(m => m.IsOfStay && m.DefinitionId == milestone.Id && m.Done is not null)) continue;
            if (reached.Contains(milestone.Id)) last = today;
            else if (milestone.IsRequired && began.AddDays(milestone.DueDays) is var due) overdue = overdue < due ? overdue : due;
        }

        return new(began, stage.ExpectedDays, overdue, last);
    }
}
