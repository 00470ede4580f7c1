using HealthScore.Domain.Metrics;
using HealthScore.Domain.Segments;

namespace HealthScore.Domain.Journeys;

/// <summary>All journeys, which of them each segment follows, and what is to be reached on them.</summary>
public sealed class JourneyMap
{
    private readonly Dictionary<int, JourneyOrder> _journeys;
    private readonly Dictionary<int, int> _ofSegments;
    private readonly ILookup<int, MilestoneDefinition> _ruled;
    private readonly JourneyOrder? _first;

    /// <summary>Maps the journeys.</summary>
    public JourneyMap(IEnumerable<Journey> journeys, IReadOnlyCollection<Stage> stages, IReadOnlyCollection<MilestoneDefinition> milestones, IEnumerable<Segment> segments)
    {
        Journeys = [.. journeys.OrderBy(j => j.Position).ThenBy(j => j.Id).Select(j => new JourneyOrder(j, stages))];
        (Milestones, _first) = (milestones, Journeys.Count > 0 ? Journeys[0] : null);
        _journeys = Journeys.ToDictionary(j => j.Journey.Id);
        _ofSegments = segments.Where(s => s.JourneyId is not null).ToDictionary(s => s.Id, s => s.JourneyId!.Value);
        _ruled = milestones.Where(m => m.Rule is not null).ToLookup(m => m.StageId);
    }

    /// <summary>In their order.</summary>
    public IReadOnlyList<JourneyOrder> Journeys { get; }

    /// <summary>What is to be reached, of all stages.</summary>
    public IReadOnlyCollection<MilestoneDefinition> Milestones { get; }

    /// <summary>True when a rule places accounts in stages, or finds milestones done.</summary>
    public bool HasRules => _ruled.Count > 0 || Journeys.Any(j => j.HasRules);

    /// <summary>What all rules ask for, each thing once.</summary>
    public IReadOnlyCollection<Subject> Subjects =>
        [.. Journeys.SelectMany(j => j.Stages).Select(s => s.Entry).Concat(Milestones.Select(m => m.Rule)).OfType<Condition>().SelectMany(c => c.Subjects()).Distinct()];

    /// <summary>The journey of accounts in a segment, or in none; null: there is no journey.</summary>
    public JourneyOrder? Of(int? segmentId) =>
        segmentId is { } id && _ofSegments.TryGetValue(id, out var journey) && _journeys.TryGetValue(journey, out var named) ? named : _first;

    /// <summary>The stage of an account.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="segmentId">Its segment.</param>
    /// <param name="present">The stage that it is in.</param>
    /// <param name="given">The stage that an import or a person put it into.</param>
    public int? Place(ConditionFacts facts, int? segmentId, int? present, int? given) => Of(segmentId) is { } journey ? journey.Place(facts, present, given) : given;

    /// <summary>The milestones of a stage that are done as the rules see it.</summary>
    /// <param name="facts">What is known of the account.</param>
    /// <param name="stageId">The stage that it is in.</param>
    /// <param name="hasJustEntered">True when it was in another one when the facts were read: what follows from the stage is then not known yet.</param>
    public IEnumerable<MilestoneDefinition> Reached(ConditionFacts facts, int? stageId, bool hasJustEntered)
    {
        if (stageId is not { } stage) yield break;
        foreach (var milestone in _ruled[stage])
            if (!(hasJustEntered && milestone.Rule!.Subjects().Any(FollowsFromStage)) && milestone.Rule!.Holds(facts))
                yield return milestone;
    }

    private static bool FollowsFromStage(Subject subject) => subject is
        FieldSubject { Field: AccountField.Stage } or MilestoneSubject or MeasureSubject { Source: DerivedSource { Measure: DerivedMeasure.MilestoneDelay or DerivedMeasure.DaysInStage } };
}
