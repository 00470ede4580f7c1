using System.Globalization;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>What a day of a window is to a measure.</summary>
public enum EvidenceKind
{
    /// <summary>There is a reading or an entry.</summary>
    Reading = 1,

    /// <summary>A day of a count without a reading: it counts as 0.</summary>
    Zero = 2,

    /// <summary>No account sent anything: the day does not count.</summary>
    NoSource = 3,

    /// <summary>Before the account's first day: the day does not count.</summary>
    NotYet = 4,
}

/// <summary>A day behind a measure.</summary>
/// <param name="Day">The day.</param>
/// <param name="Value">The reading or the entry; null: there is none.</param>
/// <param name="Kind">What it is.</param>
public readonly record struct EvidenceDay(DateOnly Day, double? Value, EvidenceKind Kind);

/// <summary>How a measure of one account came about, down to the raw days: for people, who check it with paper and pencil.</summary>
/// <param name="How">The way from the days to the value, or why there is none, as a sentence.</param>
/// <param name="Days">The days of the window, ascending; of a gauge and of entries only those that have one.</param>
public sealed record MeasureEvidence(string How, IReadOnlyList<EvidenceDay> Days)
{
    /// <summary>The evidence for a value.</summary>
    /// <param name="source">What was measured.</param>
    /// <param name="value">What came out.</param>
    /// <param name="account">The account as of the day, with all its readings of the window.</param>
    /// <param name="metrics">The catalogue by key.</param>
    /// <param name="calendars">Source calendars of counts by metric id.</param>
    /// <param name="culture">For numbers and days.</param>
    public static MeasureEvidence Of(
        MeasureSource source, MeasureValue value, in AccountDay account, IReadOnlyDictionary<string, Metric> metrics, IReadOnlyDictionary<short, SourceCalendar> calendars, CultureInfo culture)
    {
        if (source is not MetricSource metric) return DerivedEvidence.Of((DerivedSource)source, value, account, culture);
        var measure = MetricMeasure.Of(metric, metrics, calendars);
        var (day, view) = (account.DayOf(measure), measure.Calendar?.AsOf(account.DayOf(measure)));
        var evidence = view is { IsSilent: true } ? new(Silent(metrics[metric.Metric]), [])
            : metrics[metric.Metric].Kind == MetricKind.Count ? new CountEvidence(metric, metrics, view!.Value, culture).Of(value, account.Readings, account.FirstDay, day)
            : new GaugeEvidence(metric, metrics, culture).Of(value, account.Readings, day);
        return !value.IsOk && MeasureReader.Of(metric, metrics, calendars) is PercentileReader ranked && ranked.Measure(account).IsOk && !account.Peers.Knows(account.SegmentId, account.StageId, ranked.Key)
            ? evidence with { How = NotRankedYet } : evidence;
    }

    private const string NotRankedYet = "Nobody of the same segment and stage has been ranked by this yet: where at least 20 of them have a value, ranks come with the first run after publishing. Until then put in a rank by hand.";

    /// <summary>The evidence for what does not come from readings: it is measured and explained by the account's history alone.</summary>
    /// <param name="source">What is measured.</param>
    /// <param name="account">The account as of the day.</param>
    /// <param name="culture">For numbers and days.</param>
    public static MeasureEvidence Of(DerivedSource source, in AccountDay account, CultureInfo culture) =>
        DerivedEvidence.Of(source, DerivedMeasures.Read(source, account), account, culture);

    private static string Silent(Metric metric) =>
        (metric.Expression is null ? $"No account at all has sent {metric.Name} for {DaysOf(metric.Freshness)}" : $"No account at all has sent one of the metrics that {metric.Name} is calculated from for a while")
        + ": the source is silent, which says nothing of this customer.";

    internal static string Number(double value, CultureInfo culture) =>
        value.ToString("#,0.####", culture).Replace(culture.NumberFormat.NegativeSign, "−", StringComparison.Ordinal);

    internal static string DayOf(int day, CultureInfo culture) => Primitives.Days.Day(DateOnly.FromDayNumber(day), culture);

    internal static string DaysOf(int count) => count == 1 ? "1 day" : $"{count} days";
}
