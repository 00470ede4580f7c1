using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Metrics;

/// <summary>What people say about a metric.</summary>
/// <param name="Key">How models, imports and programs name it; never changed later.</param>
/// <param name="Name">As shown.</param>
public sealed record MetricInput(string Key, string Name)
{
    /// <summary>Count or gauge, never changed later; of a calculated metric the expression tells.</summary>
    public MetricKind Kind { get; init; } = MetricKind.Count;

    /// <summary>What it is calculated by; null: it is brought in.</summary>
    public string? Expression { get; init; }

    /// <summary>Days, 1–400; null: the kind's default.</summary>
    public int? Freshness { get; init; }

    public string Unit { get; init; } = "";

    public string Description { get; init; } = "";

    public bool HigherIsBetter { get; init; } = true;

    public bool IsLeading { get; init; } = true;

    /// <summary>Null: nobody has said yet.</summary>
    public bool? IsInfluenceable { get; init; }

    public string Evidence { get; init; } = "";

    /// <summary>A name or an address.</summary>
    public string Playbook { get; init; } = "";

    /// <summary>Why it is changed; asked for when published models score otherwise by it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>As what a preview of it was looked at; null: nobody says.</summary>
    public PreviewedMetric? Previewed { get; init; }
}

/// <summary>What a metric measures by, as it was entered.</summary>
/// <param name="Expression">Null: it is brought in.</param>
/// <param name="Freshness">Null: the kind's default.</param>
public sealed record PreviewedMetric(string? Expression, int? Freshness);
