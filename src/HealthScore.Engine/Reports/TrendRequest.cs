using HealthScore.Domain.Reports;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Reports;

/// <summary>Which months are asked for.</summary>
/// <param name="From">First month; null: eleven before the last one.</param>
/// <param name="To">Last month; null: the latest one with scores.</param>
/// <param name="SegmentId">Only this segment; 0: accounts without one; null: all, and each.</param>
/// <param name="Kind">Which score.</param>
public sealed record TrendRequest(Month? From = null, Month? To = null, int? SegmentId = null, ScoreKind Kind = ScoreKind.Health);

/// <summary>The months that were asked for.</summary>
/// <param name="From">First month.</param>
/// <param name="To">Last month.</param>
/// <param name="Earliest">First month with scores at all; null: nothing was scored yet.</param>
/// <param name="Latest">Last month with scores at all.</param>
/// <param name="Trends">Their figures; empty when none of these months has scores that the user may see.</param>
public sealed record TrendReport(Month From, Month To, Month? Earliest, Month? Latest, MonthlyTrends Trends);
