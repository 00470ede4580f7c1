using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>A score as published: the columns of table <c>score</c>. Written by COPY only.</summary>
public sealed class ScoreRow
{
    public long AccountId { get; init; }
    public ScoreKind Kind { get; init; }
    public DateOnly Day { get; init; }
    public int VersionId { get; init; }
    public bool Provisional { get; init; }
    public double? Computed { get; init; }
    public double? Published { get; init; }
    public Band Band { get; init; }
    public bool Manual { get; init; }
    public double Coverage { get; init; }
    public int? SegmentId { get; init; }
    public int? StageId { get; init; }
    public int? OwnerId { get; init; }
    public decimal Arr { get; init; }

    /// <summary>The three columns of hysteresis: band held, the version it was held under, raw bands of recent days.</summary>
    public Band HeldBand { get; init; }
    public int HeldVersion { get; init; }
    public long RecentBands { get; init; }

    /// <summary>The contributions, packed.</summary>
    public byte[] Data { get; init; } = [];
}
