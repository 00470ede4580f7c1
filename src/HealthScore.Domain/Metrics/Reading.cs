namespace HealthScore.Domain.Metrics;

/// <summary>A metric's value for an account on a day. At most one per account, metric and day: a later write replaces an earlier one.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="MetricId">The metric.</param>
/// <param name="Day">The calendar day, as <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="Value">A finite number; NaN removes the reading.</param>
public readonly record struct Reading(long AccountId, short MetricId, int Day, double Value);
