using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Portfolio;

/// <summary>Accounts that are alike in all that the portfolio tells apart: every figure of the page is a sum of these.</summary>
/// <param name="Renewal">The number of the <see cref="RenewalPeriod"/> its renewal lies in; 0: in none.</param>
internal sealed record AccountSum(
    int? SegmentId, int? StageId, Band Band, DateOnly? Day, bool IsProvisional, int Renewal, int Accounts, decimal Arr, int Scores, double ScoreSum);
