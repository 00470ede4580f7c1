using HealthScore.Domain.Segments;

namespace HealthScore.Domain.Journeys;

/// <summary>All journeys, which of them each segment follows, and what is to be reached on them.</summary>
public sealed class JourneyMap
{
    private readonly Segment[] _segments;
    private readonly Dictionary<int, JourneyOrder> _journeys;
    private readonly Dictionary<int, int> _ofSegments;
    private readonly ILookup<int, MilestoneDefinition> _ruled;
    private readonly Dictionary<int, Dictionary<string, int>> _keys;
    private readonly JourneyOrder? _first;

    /// <summary>Maps the journeys.</summary>
    public JourneyMap(IEnumerable<Journey> journeys, IReadOnlyCollection<Stage> stages, IReadOnlyCollection<MilestoneDefinition> milestones, IEnumerable<Segment> segments)
    {
        _segments = [.. segments];
        Journeys = [.. journeys.OrderBy(j => j.Position).ThenBy(j => j.Id).Select(j => new JourneyOrder(j, stages))];
        (Milestones, _first) = (milestones, Journeys.Count > 0 ? Journeys[0] : null);
        _keys = Journeys.ToDictionary(j => j.Journey.Id, KeysOf);
        _journeys = Journeys.ToDictionary(j => j.Journey.Id);
        _ofSegments = _segments.Where(s => s.JourneyId is not null).ToDictionary(s => s.Id, s => s.JourneyId!.Value);
        _ruled = milestones.Where(m => m.Rule is not null).ToLookup(m => m.StageId);
    }

    /// <summary>In their order.</summary>
    public IReadOnlyList<JourneyOrder> Journeys { get; }

    /// <summary>What is to be reached, of all stages.</summary>
    public IReadOnlyCollection<MilestoneDefinition> Milestones { get; }

    /// <summary>The same, where segments follow other journeys.</summary>
    public JourneyMap With(IEnumerable<Segment> segments) => new(Journeys.Select(j => j.Journey), [.. Journeys.SelectMany(j => j.Stages)], Milestones, segments);

    /// <summary>The same with one journey as it shall be, in the place of the one that has its key.</summary>
    public JourneyMap With(Journey journey, IReadOnlyCollection<Stage> stages, IReadOnlyCollection<MilestoneDefinition> milestones)
    {
        JourneyOrder[] others = [.. Journeys.Where(j => j.Journey.Id != journey.Id)];
        return new([.. others.Select(j => j.Journey), journey], [.. others.SelectMany(j => j.Stages), .. stages], [.. Milestones.Where(m => others.Any(j => j.Has(m.StageId))), .. milestones], _segments);
    }

    /// <summary>True when a rule places accounts in stages, or finds milestones done.</summary>
    public bool HasRules => _ruled.Count > 0 || Journeys.Any(j => j.HasRules);

    /// <summary>What all rules ask for, each thing once.</summary>
    public IReadOnlyCollection<Subject> Subjects =>
        [.. Journeys.SelectMany(j => j.Stages).Select(s => s.Entry).Concat(Milestones.Select(m => m.Rule)).OfType<Condition>().SelectMany(c => c.Subjects()).Distinct()];

    /// <summary>The journey of accounts in a segment, or in none; null: there is no journey.</summary>
    public JourneyOrder? Of(int? segmentId) =>
        segmentId is { } id && _ofSegments.TryGetValue(id, out var journey) && _journeys.TryGetValue(journey, out var named) ? named : _first;

    /// <summary>The stage of an account. Names of milestones mean those of its journey from then on.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="segmentId">Its segment.</param>
    /// <param name="present">The stage that it is in.</param>
    /// <param name="given">The stage that an import or a person put it into last.</param>
    public int? Place(ConditionFacts facts, int? segmentId, int? present, int? given)
    {
        if (Of(segmentId) is not { } journey) return given;
        facts.MilestoneKeys = _keys[journey.Journey.Id];
        return journey.Place(facts, present, given);
    }

    /// <summary>The milestones of a stage that are done as the rules see it.</summary>
    /// <param name="facts">What is known of the account, as <see cref="Place"/> left it.</param>
    /// <param name="stageId">The stage that it is in.</param>
    /// <param name="hasJustEntered">True when the facts are of another stage: what follows from the stage is then not known yet.</param>
    public IEnumerable<MilestoneDefinition> Reached(ConditionFacts facts, int? stageId, bool hasJustEntered)
    {
        if (stageId is not { } stage) yield break;
        foreach (var milestone in _ruled[stage])
            if (!(hasJustEntered && milestone.Rule!.Subjects().Any(s => s.FollowsFromStage || s is MilestoneSubject)) && milestone.Rule!.Holds(facts))
                yield return milestone;
    }

    /// <summary>Which milestone a name means in the rules of a journey; null: there is none.</summary>
    public int? MilestoneOf(int journeyId, string name) => _keys.TryGetValue(journeyId, out var keys) && keys.TryGetValue(name, out var id) ? id : null;

    // A journey's own milestones come first; an account may have done others before it came to this journey.
    private Dictionary<string, int> KeysOf(JourneyOrder journey)
    {
        Dictionary<string, int> keys = [];
        foreach (var order in Journeys.OrderBy(j => j != journey))
            foreach (var milestone in Milestones.Where(m => order.Has(m.StageId))) keys.TryAdd(milestone.Name, milestone.Id);
        return keys;
    }
}
