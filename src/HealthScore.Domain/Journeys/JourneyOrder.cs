using HealthScore.Domain.Segments;

namespace HealthScore.Domain.Journeys;

/// <summary>
/// A journey's stages in their order. An account is in the furthest one that matches: one with an entry rule matches when it holds,
/// one without matches the accounts that an import or a person put into it.
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

    /// <summary>The stage of an account on this journey.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="present">The stage that it is in, of this journey or another, or none.</param>
    /// <param name="given">The stage that an import or a person put it into, or none.</param>
    public int? Place(ConditionFacts facts, int? present, int? given)
    {
        if (!HasRules) return given;
        var at = Array.FindIndex(_stages, s => s.Id == present);
        for (var i = _stages.Length - 1; i >= (Journey.GoesBack ? 0 : Math.Max(at, 0)); i--)
            if (_stages[i].Entry is { } rule ? rule.Holds(facts) : _stages[i].Id == given)
                return _stages[i].Id;
        return at >= 0 ? present : _stages[0].Id;
    }
}
