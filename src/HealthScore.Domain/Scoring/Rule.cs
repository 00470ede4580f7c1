using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>A cap or a floor that holds under a condition (scoring contract, section 6.1). Exactly one condition: a measure's value, or an open risk event.</summary>
public sealed record Rule
{
    /// <summary>The measure whose value (not sub-score) is compared; null: the condition is a risk event.</summary>
    public string? MeasureId { get; init; }

    /// <summary>How it is compared.</summary>
    public Comparison Comparison { get; init; }

    /// <summary>With what.</summary>
    public double Value { get; init; }

    /// <summary>The type of risk event that must be open; null: the condition is a measure.</summary>
    public string? RiskEvent { get; init; }

    /// <summary>True: the score is at most <see cref="Limit"/>; false: at least.</summary>
    public bool IsCap { get; init; }

    /// <summary>The cap or floor, 0–100.</summary>
    public double Limit { get; init; }

    /// <summary>A comment for whoever reads the model.</summary>
    public string? Note { get; init; }
}
