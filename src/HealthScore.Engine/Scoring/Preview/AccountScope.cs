using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>Which accounts a look at many is about, by what they are on the day looked at.</summary>
/// <param name="SegmentId">Only those of this segment; null: any.</param>
/// <param name="StageId">Only those in this stage; null: any.</param>
/// <param name="Kind">Only those that a model of this kind for this segment and stage would score today: not those for which a more specific one is published. Null: all.</param>
public sealed record AccountScope(int? SegmentId, int? StageId, ScoreKind? Kind = null)
{
    /// <summary>All active accounts.</summary>
    public static AccountScope All { get; } = new(null, null);

    internal bool Holds(ModelChooser chooser, DateOnly today, int? segmentId, int? stageId) =>
        (SegmentId is null || SegmentId == segmentId) && (StageId is null || StageId == stageId)
        && (Kind is not { } kind || chooser.IsFor(kind, (SegmentId, StageId), segmentId, stageId, today));
}
