using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Segments;

/// <summary>What there is to ask for, and what people call it.</summary>
public sealed record ConditionCatalogue
{
    /// <summary>Metrics by key.</summary>
    public IReadOnlyDictionary<string, Metric> Metrics { get; init; } = new Dictionary<string, Metric>();

    /// <summary>Custom attributes by name, capitals or not.</summary>
    public IReadOnlyDictionary<string, AttributeKind> Attributes { get; init; } = new Dictionary<string, AttributeKind>();

    /// <summary>Owners' names by mail address.</summary>
    public IReadOnlyDictionary<string, string> Owners { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of lists.</summary>
    public IReadOnlyCollection<string> Lists { get; init; } = [];

    /// <summary>Names of stages; of no use to a segment.</summary>
    public IReadOnlyCollection<string> Stages { get; init; } = [];

    /// <summary>Names of milestones; of no use to a segment.</summary>
    public IReadOnlyCollection<string> Milestones { get; init; } = [];

    /// <summary>True for the conditions of a journey, which may ask for stages and milestones. Those of a segment may not: which journey an account is on follows from its segment.</summary>
    public bool IsOfJourney { get; init; }

    /// <summary>What kind of value a question about it has; null: there is no such thing.</summary>
    public AttributeKind? KindOf(Subject subject) => subject switch
    {
        FieldSubject field => field.Field.Kind(),
        AttributeSubject attribute => Attributes.TryGetValue(attribute.Name, out var kind) ? kind : null,
        MeasureSubject => AttributeKind.Number,
        _ => AttributeKind.YesNo,
    };
}
