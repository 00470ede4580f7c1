using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>Accounts and ARR of a day, kind, segment, stage and band, of all owners together: a hundred rows a day where <see cref="PortfolioDay"/> has thousands.</summary>
public sealed class PortfolioTotal
{
    public DateOnly Day { get; init; }
    public ScoreKind Kind { get; init; }
    public int? SegmentId { get; init; }
    public int? StageId { get; init; }
    public Band Band { get; init; }
    public int Accounts { get; init; }
    public decimal Arr { get; init; }
    public double ScoreSum { get; init; }
}
