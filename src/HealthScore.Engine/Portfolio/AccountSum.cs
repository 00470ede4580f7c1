using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Portfolio;

/// <summary>Accounts that are alike in all that the portfolio tells apart: every figure of the page is a sum of these.</summary>
internal sealed record AccountSum(
    int? SegmentId, int? StageId, Band Band, DateOnly? Day, bool IsProvisional, bool RenewsSoon, int Accounts, decimal Arr, int Scores, double ScoreSum);
