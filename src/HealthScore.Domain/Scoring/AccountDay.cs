using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>An account as of a day: everything its scores of that day are computed from, for all kinds.</summary>
public readonly struct AccountDay
{
    /// <summary>Looks at an account as of a day.</summary>
    /// <param name="readings">Its readings; later ones do no harm.</param>
    /// <param name="history">The rest of what is known of it; later entries do no harm.</param>
    /// <param name="day">The day to score.</param>
    /// <param name="peers">The percentile inputs of that day, frozen. A single account may be scored against the last night's.</param>
    /// <param name="isProvisional">True while the day lasts: counts are read as of the day before (scoring contract, section 9).</param>
    /// <param name="placed">The day whose segment and stage it is looked at with, where these are asked for with older data; null: the day itself.</param>
    public AccountDay(AccountReadings readings, AccountHistory history, DateOnly day, PeerDistribution peers, bool isProvisional = false, DateOnly? placed = null)
    {
        (Readings, History, Day, Peers) = (readings, history, day, peers);
        FirstDay = history.FirstDay.DayNumber;
        GaugeDay = day.DayNumber;
        CountDay = isProvisional ? GaugeDay - 1 : GaugeDay;
        var state = history.StateOn(placed ?? day);
        (SegmentId, StageId) = (state?.SegmentId, state?.StageId);
    }

    /// <summary>Its readings.</summary>
    public AccountReadings Readings { get; }

    /// <summary>The rest of what is known of it.</summary>
    public AccountHistory History { get; }

    /// <summary>The day scored.</summary>
    public DateOnly Day { get; }

    /// <summary>The percentile inputs of its peers.</summary>
    public PeerDistribution Peers { get; }

    /// <summary>Its segment, or none.</summary>
    public int? SegmentId { get; }

    /// <summary>Its stage, or none.</summary>
    public int? StageId { get; }

    /// <summary>True when it is to be scored on the day.</summary>
    public bool IsActive => History.IsActive(Day);

    internal int FirstDay { get; }

    private int GaugeDay { get; }

    private int CountDay { get; }

    internal MeasureValue Read(MetricMeasure measure) => measure.Read(Readings, FirstDay, DayOf(measure));

    /// <summary>The day that a measure is read as of.</summary>
    internal int DayOf(MetricMeasure measure) => measure.IsOfCount ? CountDay : GaugeDay;
}
