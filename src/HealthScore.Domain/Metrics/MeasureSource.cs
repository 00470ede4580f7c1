namespace HealthScore.Domain.Metrics;

/// <summary>How readings of a window become one number (scoring contract, section 2).</summary>
public enum Aggregation
{
    /// <summary>Count: the day's value. Gauge: the latest reading, however old.</summary>
    Last = 1,

    /// <summary>Σ</summary>
    Sum = 2,

    /// <summary>Count: Σ / n days. Gauge: mean of readings.</summary>
    Mean = 3,

    /// <summary>The smallest.</summary>
    Min = 4,

    /// <summary>The largest.</summary>
    Max = 5,

    /// <summary>Days with a value above 0.</summary>
    ActiveDays = 6,

    /// <summary>Days since the last value above 0 (count) or the last reading (gauge).</summary>
    DaysSince = 7,

    /// <summary>Least-squares slope over the window, as % of the mean.</summary>
    Slope = 8,

    /// <summary>Mean of this window against the window before, in %.</summary>
    Change = 9,

    /// <summary>Sum (count) or last (gauge) of this metric over that of a second one.</summary>
    Ratio = 10,

    /// <summary>Rank among active peers of the same segment and stage, 0–100.</summary>
    Percentile = 11,
}

/// <summary>A measure that comes from goals, milestones, surveys and the like rather than from readings.</summary>
public enum DerivedMeasure
{
    /// <summary>Importance-weighted progress of open goals, %.</summary>
    GoalAttainment = 1,

    /// <summary>Days the earliest required milestone of the stage is overdue.</summary>
    MilestoneDelay = 2,

    /// <summary>Days since the present stage was entered.</summary>
    DaysInStage = 3,

    /// <summary>Days to the next renewal.</summary>
    DaysToRenewal = 4,

    /// <summary>Mean of each contact's latest NPS answer in the window, 0–10.</summary>
    Nps = 5,

    /// <summary>Mean of each contact's latest CSAT answer in the window.</summary>
    Csat = 6,

    /// <summary>Referrals made in the window.</summary>
    Referrals = 7,

    /// <summary>Recorded CSM interactions in the window.</summary>
    Touches = 8,

    /// <summary>The CSM's latest judgement, 0–100.</summary>
    Pulse = 9,
}

/// <summary>What is common to derived measures.</summary>
public static class DerivedMeasureExtensions
{
    /// <summary>True for those that look at a window of days.</summary>
    public static bool HasWindow(this DerivedMeasure measure) =>
        measure is DerivedMeasure.Nps or DerivedMeasure.Csat or DerivedMeasure.Referrals or DerivedMeasure.Touches;
}

/// <summary>Where a measure's value comes from: <see cref="MetricSource"/> or <see cref="DerivedSource"/>.</summary>
public abstract record MeasureSource;

/// <summary>A metric, aggregated over a window.</summary>
/// <param name="Metric">The metric's key.</param>
/// <param name="Aggregation">How.</param>
/// <param name="Window">Days, 1–400, ending with the day scored.</param>
/// <param name="By">Ratio only: the key of the second metric, of the same kind.</param>
public sealed record MetricSource(string Metric, Aggregation Aggregation, int Window, string? By = null) : MeasureSource;

/// <summary>A derived measure.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Window">Days, 1–400, for nps, csat, referrals and touches; ignored by the others.</param>
public sealed record DerivedSource(DerivedMeasure Measure, int Window = 90) : MeasureSource;
