using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>An account's score as it was published beside the one that the draft gives.</summary>
/// <param name="Id">The account.</param>
/// <param name="OwnerId">Its owner; null: none.</param>
/// <param name="SegmentId">Its segment; null: none.</param>
/// <param name="StageId">Its stage; null: none.</param>
/// <param name="Arr">Its annual recurring revenue.</param>
/// <param name="Before">The band published; unknown: no score.</param>
/// <param name="After">The band under the draft.</param>
/// <param name="ScoreBefore">The score published; null: none.</param>
/// <param name="ScoreAfter">The score under the draft; null: none.</param>
/// <param name="VersionBefore">The version that made the published score; 0: none.</param>
/// <param name="Overrides">What rules and manual overrides do to the difference.</param>
/// <param name="First">The strongest cause in the direction of the change; its points are 0 when there is none.</param>
/// <param name="Second">The next one.</param>
/// <param name="Third">The one after.</param>
public readonly record struct PreviewedAccount(
    long Id, int? OwnerId, int? SegmentId, int? StageId, decimal Arr, Band Before, Band After, double? ScoreBefore, double? ScoreAfter, int VersionBefore,
    double Overrides, MeasureEffect First, MeasureEffect Second, MeasureEffect Third)
{
    /// <summary>Points gained; null when one of the two is unknown.</summary>
    public double? Change => ScoreAfter - ScoreBefore;
}
