using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>Accounts and ARR of a day, kind, scope and band.</summary>
public sealed class PortfolioDay
{
    public DateOnly Day { get; init; }
    public ScoreKind Kind { get; init; }
    public int? SegmentId { get; init; }
    public int? StageId { get; init; }
    public int? OwnerId { get; init; }
    public Band Band { get; init; }
    public int Accounts { get; init; }
    public decimal Arr { get; init; }
    public double ScoreSum { get; init; }
}
