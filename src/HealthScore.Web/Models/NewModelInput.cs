using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Models;

/// <summary>The form of a new model; empty ids mean any.</summary>
public sealed class NewModelInput
{
    public ScoreKind Kind { get; set; } = ScoreKind.Health;
    public int? SegmentId { get; set; }
    public int? StageId { get; set; }
    public string Name { get; set; } = "";

    /// <summary>A model's id, a template's key, or empty: the starter.</summary>
    public string? Start { get; set; } = "";

    /// <summary>The template whose metrics were asked for.</summary>
    public string? Asked { get; set; }

    /// <summary>The company's metrics by the template's keys.</summary>
    public Dictionary<string, string?>? Metrics { get; set; } = [];

    public int? CopyOf => int.TryParse(Start, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null;

    public string? Template => string.IsNullOrEmpty(Start) || CopyOf is not null ? null : Start;
}
