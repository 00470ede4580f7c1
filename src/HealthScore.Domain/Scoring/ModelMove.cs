namespace HealthScore.Domain.Scoring;

/// <summary>Where an account stood on a day, as far as it decides which model scores it.</summary>
/// <param name="Model">The model that scored.</param>
/// <param name="SegmentId">The account's segment; null: none.</param>
/// <param name="StageId">The account's stage; null: none.</param>
public sealed record ScoredBy(ScoringModel Model, int? SegmentId, int? StageId);

/// <summary>Whether another model scores than before, and whether that follows from a move of the account.</summary>
/// <param name="IsOther">Another model, not only another version of the same one.</param>
/// <param name="BySegment">Since the account is in another segment.</param>
/// <param name="ByStage">Since the account is in another stage.</param>
public readonly record struct ModelMove(bool IsOther, bool BySegment, bool ByStage)
{
    /// <summary>
    /// Compares two days. A move counts only where one of the two models asks for it: whoever changes the segment while a model is
    /// published for the stage is scored by that model for the stage's sake.
    /// </summary>
    public static ModelMove Of(ScoredBy before, ScoredBy now)
    {
        if (before.Model.Id == now.Model.Id) return default;
        return new(
            IsOther: true,
            BySegment: before.SegmentId != now.SegmentId && (before.Model.SegmentId ?? now.Model.SegmentId) is not null,
            ByStage: before.StageId != now.StageId && (before.Model.StageId ?? now.Model.StageId) is not null);
    }
}
