using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Segments;

/// <summary>What conditions can ask of one account as of a day.</summary>
public sealed class ConditionFacts
{
    private static readonly HashSet<string> s_none = [];
    private static readonly Dictionary<string, int> s_nothing = [];

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

    /// <summary>The present stage's name, or none. On the day on which a rule moved the account it is the one before, so that all rules of a day see the same.</summary>
    public string? Stage { get; set; }

    /// <summary>The first day of its stay in that stage; null: it is in none, or nobody asks.</summary>
    public DateOnly? StageBegan { get; init; }

    /// <summary>Custom attributes that have a value, by name.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>Names of the lists that the account is on.</summary>
    public IReadOnlySet<string> Lists { get; set; } = s_none;

    /// <summary>Its milestones; of those that come anew with every stay in a stage, the last one.</summary>
    public IReadOnlyList<MilestoneFact> Milestones { get; set; } = [];

    /// <summary>Which definition a milestone's name means on the account's journey: two journeys may have one of the same name each.</summary>
    public IReadOnlyDictionary<string, int> MilestoneKeys { get; set; } = s_nothing;

    /// <summary>Its measures as of the last day that has ended; null: nobody asks for any.</summary>
    public MeasureRow? Measures { get; set; }

    // As of the last day that has ended, as all measures are; a stay that begins today has lasted no day, and nothing is late in it.
    internal int? DaysInStage => StageBegan is { } began ? Math.Max(0, Day.DayNumber - 1 - began.DayNumber) : null;

    internal int? MilestoneDelay => Stage is null ? null : StageBegan >= Day ? 0 : Milestones.Where(m => m.IsOfStay && m.IsRequired && !(m.Done < Day)).Select(m => Day.DayNumber - 1 - m.Due.DayNumber).Append(0).Max();

    internal bool HasDone(string milestone)
    {
        if (!MilestoneKeys.TryGetValue(milestone, out var key)) return false;
        foreach (var fact in Milestones)
            if (fact.DefinitionId == key) return fact.Done is not null;
        return false;
    }

    internal MeasureValue Measure(MeasureSource source) =>
        Measures?.Of(source) ?? throw new InvalidOperationException($"{source} is asked for, but was not measured");
}

/// <summary>A milestone of an account.</summary>
/// <param name="DefinitionId">What it was made by; 0: it came by itself.</param>
/// <param name="IsRequired">Only a required one delays.</param>
/// <param name="Due">The day it is due.</param>
/// <param name="Done">The day it was reached; null: not yet.</param>
/// <param name="IsOfStay">Whether it is of the present stay in the present stage.</param>
public readonly record struct MilestoneFact(int DefinitionId, bool IsRequired, DateOnly Due, DateOnly? Done, bool IsOfStay);

/// <summary>One account's values of some measures.</summary>
/// <param name="Places">The measures, each with its place among the values; the same for all accounts.</param>
/// <param name="Values">Their values.</param>
public sealed record MeasureRow(IReadOnlyDictionary<MeasureSource, int> Places, MeasureValue[] Values)
{
    /// <summary>The value; null: it was not measured.</summary>
    public MeasureValue? Of(MeasureSource source) => Places.TryGetValue(source, out var place) ? Values[place] : null;
}
