using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Models;

/// <summary>The form of a new model; empty ids mean any.</summary>
public sealed class NewModelInput
{
    public ScoreKind Kind { get; set; } = ScoreKind.Health;
    public int? SegmentId { get; set; }
    public int? StageId { get; set; }
    public string Name { get; set; } = "";
    public int? CopyOf { get; set; }
}
