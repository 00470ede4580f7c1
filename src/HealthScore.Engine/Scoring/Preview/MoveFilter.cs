using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>Which accounts of a preview to list. With neither band given: those whose band changes.</summary>
/// <param name="From">The band as published; null: any.</param>
/// <param name="To">The band under the draft; null: any.</param>
/// <param name="OwnerId">Their owner; 0: none; null: any.</param>
/// <param name="SegmentId">Their segment; 0: none; null: any.</param>
public sealed record MoveFilter(Band? From = null, Band? To = null, int? OwnerId = null, int? SegmentId = null)
{
    internal bool Holds(in PreviewedAccount account) =>
        (From is null && To is null ? account.Before != account.After : (From ?? account.Before) == account.Before && (To ?? account.After) == account.After)
        && (OwnerId is null || OwnerId == (account.OwnerId ?? 0)) && (SegmentId is null || SegmentId == (account.SegmentId ?? 0));
}
