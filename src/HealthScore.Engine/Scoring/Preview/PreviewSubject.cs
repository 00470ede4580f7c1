using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>What is looked at before it is published: a definition and whom it would score.</summary>
/// <param name="Kind">The kind of score.</param>
/// <param name="SegmentId">The segment it is for; null: any.</param>
/// <param name="StageId">The stage it is for; null: any.</param>
/// <param name="Definition">What it says.</param>
public sealed record PreviewSubject(ScoreKind Kind, int? SegmentId, int? StageId, ModelDefinition Definition)
{
    internal AccountScope Scope => new(SegmentId, StageId, Kind);
}
