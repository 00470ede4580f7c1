using HealthScore.Domain.Segments;

namespace HealthScore.Domain.Journeys;

/// <summary>
/// A journey's stages in their order. An entry rule lets accounts in: from where it is, an account goes on to the furthest stage whose
/// rule holds, and is not put out again because the rule holds no longer. A stage without a rule is entered by imports and people alone.
/// </summary>
public sealed class JourneyOrder
{
    private readonly Stage[] _stages;

    /// <summary>Puts the journey's stages in order; those of others are left out.</summary>
    public JourneyOrder(Journey journey, IEnumerable<Stage> stages)
    {
        Journey = journey;
        _stages = [.. stages.Where(s => s.JourneyId == journey.Id).OrderBy(s => s.Position).ThenBy(s => s.Id)];
    }

    /// <summary>Which.</summary>
    public Journey Journey { get; }

    /// <summary>In the order in which customers go through them.</summary>
    public IReadOnlyList<Stage> Stages => _stages;

    /// <summary>True when a rule places accounts; else all stay where imports and people put them.</summary>
    public bool HasRules => Array.Exists(_stages, s => s.Entry is not null);

    /// <summary>Whether the stage is one of the journey's.</summary>
    public bool Has(int? stageId) => IndexOf(stageId) >= 0;

    /// <summary>The stage of an account on this journey.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="present">The stage that it is in, of this journey or another, or none.</param>
    /// <param name="given">The stage that an import or a person put it into last, or none.</param>
    public int? Place(ConditionFacts facts, int? present, int? given)
    {
        if (!HasRules) return given;
        var at = IndexOf(present) is >= 0 and var there ? there : IndexOf(given);
        return Furthest(facts, _stages.Length - 1, at + 1)
            ?? (at < 0 ? _stages[0].Id : IsLeft(_stages[at], facts, given) ? Furthest(facts, at - 1, 0) : null)
            ?? _stages[at].Id;
    }

    private int IndexOf(int? stageId) => Array.FindIndex(_stages, s => s.Id == stageId);

    private int? Furthest(ConditionFacts facts, int from, int to)
    {
        for (var i = from; i >= to; i--)
            if (_stages[i].Entry is { } rule && rule.Holds(facts)) return _stages[i].Id;
        return null;
    }

    // What somebody said stands, and what a rule says, while it does. A rule that asks for the stage was answered before it was entered:
    // now it would be answered for another one, and put the account out the night after it let it in.
    private bool IsLeft(Stage stage, ConditionFacts facts, int? given) =>
        Journey.GoesBack && stage.Id != given && !(stage.Entry is { } rule && (rule.Subjects().Any(s => s.FollowsFromStage) || rule.Holds(facts)));
}
