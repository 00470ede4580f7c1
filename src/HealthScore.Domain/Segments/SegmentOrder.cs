namespace HealthScore.Domain.Segments;

/// <summary>
/// The segments in their order. The first that matches has the account: one with a condition matches when it holds, one without
/// matches the accounts that an import or a person put into it. An account that none matches has no segment.
/// </summary>
public sealed class SegmentOrder
{
    private readonly Segment[] _segments;

    /// <summary>Puts segments in order.</summary>
    public SegmentOrder(IEnumerable<Segment> segments) => _segments = [.. segments.OrderBy(s => s.Position).ThenBy(s => s.Id)];

    /// <summary>In the order in which they are looked at.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>True when a condition places accounts; else all stay where imports and people put them.</summary>
    public bool HasConditions => Array.Exists(_segments, s => s.Condition is not null);

    /// <summary>What the conditions ask for, each thing once.</summary>
    public IReadOnlyCollection<Subject> Subjects => [.. _segments.SelectMany(s => s.Condition?.Subjects() ?? []).Distinct()];

    /// <summary>The segment of an account.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="given">The segment that an import or a person put it into, or none.</param>
    public int? Place(ConditionFacts facts, int? given)
    {
        foreach (var segment in _segments)
            if (segment.Condition is { } condition ? condition.Holds(facts) : segment.Id == given)
                return segment.Id;
        return null;
    }
}
