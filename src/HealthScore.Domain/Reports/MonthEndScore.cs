using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Reports;

/// <summary>A score of one kind.</summary>
/// <param name="Value">As published, 0–100; null: no score.</param>
/// <param name="Band">Its band.</param>
public readonly record struct KindScore(double? Value, Band Band);

/// <summary>An account as it was scored at a month's end.</summary>
public sealed record MonthEndScore
{
    /// <summary>The account's key in the company's own systems; null when the account was removed since.</summary>
    public string? ExternalId { get; init; }

    /// <summary>As it is called today.</summary>
    public string? Name { get; init; }

    /// <summary>Segment of that day.</summary>
    public string? Segment { get; init; }

    /// <summary>Stage of that day.</summary>
    public string? Stage { get; init; }

    /// <summary>Owner of that day.</summary>
    public string? Owner { get; init; }

    /// <summary>ARR of that day.</summary>
    public decimal Arr { get; init; }

    /// <summary>Health; null: not scored.</summary>
    public KindScore? Health { get; init; }

    /// <summary>Risk; null: not scored.</summary>
    public KindScore? Risk { get; init; }

    /// <summary>Expansion; null: not scored.</summary>
    public KindScore? Expansion { get; init; }

    /// <summary>How much of the health model had data, 0–1.</summary>
    public double? Coverage { get; init; }

    /// <summary>The day.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The version of the health model, e.g. <c>Enterprise v3</c>.</summary>
    public string? ModelVersion { get; init; }
}
