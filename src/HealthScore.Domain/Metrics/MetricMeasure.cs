using HealthScore.Domain.Metrics.Calculated;

namespace HealthScore.Domain.Metrics;

/// <summary>
/// A measure of readings, made ready once and read for many accounts. Of a percentile it reads what is ranked: the mean
/// of a count, the last of a gauge.
/// </summary>
public abstract class MetricMeasure
{
    /// <summary>True when it needs a count, directly or through what is calculated: its present day is not complete before its end.</summary>
    public abstract bool IsOfCount { get; }

    /// <summary>Where all counts that it is of had a source; null when it is of none.</summary>
    internal virtual SourceCalendar? Calendar => null;

    /// <summary>
    /// How many days before the day a reading can lie and still matter, save that of a gauge it matters whether there was any
    /// (<see cref="AccountReadings.NoteEarlier"/>).
    /// </summary>
    public abstract int LookBack { get; }

    /// <summary>The value for an account as of a day.</summary>
    /// <param name="readings">The account's readings; later ones than the day do no harm.</param>
    /// <param name="firstDay">The account's first day (scoring contract, section 1), as <see cref="DateOnly.DayNumber"/>.</param>
    /// <param name="day">The day, as <see cref="DateOnly.DayNumber"/>.</param>
    public abstract MeasureValue Read(AccountReadings readings, int firstDay, int day);

    /// <summary>Makes a measure ready.</summary>
    /// <param name="source">What to measure.</param>
    /// <param name="metrics">Metrics by key; those that the source names must be there.</param>
    /// <param name="calendars">By metric id; a count metric without one never had a reading.</param>
    public static MetricMeasure Of(MetricSource source, IReadOnlyDictionary<string, Metric> metrics, IReadOnlyDictionary<short, SourceCalendar> calendars)
    {
        var metric = metrics[source.Metric];
        var isCount = metric.Kind == MetricKind.Count;
        var by = source.Aggregation == Aggregation.Ratio
            ? Of(new(source.By!, isCount ? Aggregation.Sum : Aggregation.Last, source.Window), metrics, calendars)
            : null;
        var calculation = metric.Expression is null ? null : new Calculation(metric, metrics, calendars);
        MetricMeasure measure = isCount
            ? new CountMeasure(metric, source.Aggregation, source.Window, calculation?.Calendar ?? calendars.GetValueOrDefault(metric.Id) ?? new([], metric.Freshness), by)
            : new GaugeMeasure(metric, source.Aggregation, source.Window, by);
        return calculation is null ? measure : new CalculatedMeasure(metric, calculation, measure);
    }

    /// <summary>The one over the other; missing when the other has no value or is 0.</summary>
    private protected static MeasureValue Ratio(double value, MeasureValue by) =>
        by.IsOk && by.Value != 0 ? MeasureValue.Of(value / by.Value) : MeasureValue.Missing;
}
