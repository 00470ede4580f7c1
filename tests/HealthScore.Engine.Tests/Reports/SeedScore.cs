using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Tests.Reports;

/// <summary>What a test says of a stored score.</summary>
internal sealed record SeedScore(long AccountId, DateOnly Day, Band Band, double? Score, decimal Arr = 100)
{
    public int? SegmentId { get; init; } = 1;
    public int? OwnerId { get; init; } = 1;
    public ScoreKind Kind { get; init; } = ScoreKind.Health;
    public bool Provisional { get; init; }
    public double Coverage { get; init; } = 0.9;
}
