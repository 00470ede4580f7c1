using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Segments;

/// <summary>What conditions can ask of one account as of a day.</summary>
public sealed class ConditionFacts
{
    private static readonly HashSet<string> s_none = [];

    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>The day that counts as today.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>As shown.</summary>
    public string Name { get; init; } = "";

    /// <summary>The account's key in the company's own systems.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>The owner's mail address, or none.</summary>
    public string? Owner { get; init; }

    /// <summary>Yearly recurring revenue.</summary>
    public decimal Arr { get; init; }

    /// <summary>The day the account became a customer.</summary>
    public DateOnly Start { get; init; }

    /// <summary>The next renewal, today included; or none.</summary>
    public DateOnly? Renewal { get; init; }

    /// <summary>The last day as a customer, if one is known.</summary>
    public DateOnly? Churned { get; init; }

    /// <summary>The present stage's name, or none.</summary>
    public string? Stage { get; init; }

    /// <summary>Custom attributes that have a value, by name.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>Names of the lists that the account is on.</summary>
    public IReadOnlySet<string> Lists { get; set; } = s_none;

    /// <summary>Names of the milestones that it has done; of those that come anew with every stay in a stage, the last one counts.</summary>
    public IReadOnlySet<string> MilestonesDone { get; set; } = s_none;

    /// <summary>Its measures as of the last day that has ended; null: nobody asks for any.</summary>
    public MeasureRow? Measures { get; set; }

    internal MeasureValue Measure(MeasureSource source) =>
        Measures?.Of(source) ?? throw new InvalidOperationException($"{source} is asked for, but was not measured");
}

/// <summary>One account's values of some measures.</summary>
/// <param name="Places">The measures, each with its place among the values; the same for all accounts.</param>
/// <param name="Values">Their values.</param>
public sealed record MeasureRow(IReadOnlyDictionary<MeasureSource, int> Places, MeasureValue[] Values)
{
    /// <summary>The value; null: it was not measured.</summary>
    public MeasureValue? Of(MeasureSource source) => Places.TryGetValue(source, out var place) ? Values[place] : null;
}
