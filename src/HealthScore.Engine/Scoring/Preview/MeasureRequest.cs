using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>What to measure, as of which days, of which accounts.</summary>
/// <param name="Sources">What; of a draft, the sources of its measures.</param>
/// <param name="Days">As of which days, in any order; a day that has not ended is measured as provisional scores are.</param>
public sealed record MeasureRequest(IReadOnlyList<MeasureSource> Sources, IReadOnlyList<DateOnly> Days)
{
    /// <summary>Of whom.</summary>
    public AccountScope Scope { get; init; } = AccountScope.All;

    /// <summary>A metric as it might be, in the place of the one of its key; null: all as they are.</summary>
    public Metric? Instead { get; init; }
}
