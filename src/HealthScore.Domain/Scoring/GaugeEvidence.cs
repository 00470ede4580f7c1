using System.Globalization;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>The readings behind a measure of a gauge.</summary>
internal sealed class GaugeEvidence(MetricSource source, IReadOnlyDictionary<string, Metric> metrics, CultureInfo culture)
{
    public MeasureEvidence Of(MeasureValue value, AccountReadings readings, int day)
    {
        var metric = metrics[source.Metric];
        var isLast = source.Aggregation is Aggregation.Last or Aggregation.Ratio or Aggregation.Percentile;
        var series = readings.Series(metric.Id);
        var days = isLast ? Last(series.UpTo(day)) : All(series.Between(day - ((source.Aggregation == Aggregation.Change ? 2 : 1) * source.Window) + 1, day));
        return new(How(value, metric, isLast, days, readings, day), days);
    }

    private string How(MeasureValue value, Metric metric, bool isLast, List<EvidenceDay> days, AccountReadings readings, int day)
    {
        var window = isLast ? days : days.FindAll(d => d.Day.DayNumber > day - source.Window);
        if (window.Count == 0) return value.Status == MeasureStatus.Stale ? $"The latest reading is older than the {MeasureEvidence.DaysOf(metric.Freshness)} for which one stands." : isLast ? "There is no reading yet." : "There is no reading in the window.";
        var age = day - window[^1].Day.DayNumber;
        if (value.Status == MeasureStatus.Stale) return $"The latest reading is {MeasureEvidence.DaysOf(age)} old, and stands for {MeasureEvidence.DaysOf(metric.Freshness)}.";
        if (!value.IsOk) return WhyNot();
        var (values, of) = (window.ConvertAll(d => d.Value!.Value), window.Count == 1 ? "1 reading" : $"{window.Count} readings");
        return source.Aggregation switch
        {
            Aggregation.Last => $"The latest reading, {MeasureEvidence.DaysOf(age)} old; it stands for {MeasureEvidence.DaysOf(metric.Freshness)}.",
            Aggregation.Sum => $"The sum of {of}.",
            Aggregation.Mean => $"{N(values.Sum())} / {of} = {N(value.Value)}.",
            Aggregation.Min => $"The lowest of {of}.",
            Aggregation.Max => $"The highest of {of}.",
            Aggregation.ActiveDays => $"{values.Count(v => v > 0)} of {of} are above 0.",
            Aggregation.DaysSince => $"The last reading is of {MeasureEvidence.DayOf(window[^1].Day.DayNumber, culture)}.",
            Aggregation.Slope => $"The straight line through {of}, from the first to the last, in % of their mean of {N(values.Average())}.",
            Aggregation.Change => $"A mean of {N(values.Average())} of {of}, against {N(days.Except(window).Average(d => d.Value!.Value))} in the window before: {N(value.Value)} %.",
            Aggregation.Ratio => $"{N(values[^1])} / {N(LastOfOther(readings, day))} = {N(value.Value)}, both the latest readings.",
            Aggregation.Percentile => $"{N(values[^1])}, ranked among the peers of the same segment and stage: {N(value.Value)} of 100.",
            _ => $"From {of}: {N(value.Value)}.",
        };
    }

    private string WhyNot() => source.Aggregation switch
    {
        Aggregation.Change => "There is no reading in the window before, so that there is nothing to compare with.",
        Aggregation.Ratio => $"{(metrics.TryGetValue(source.By ?? "", out var by) ? by.Name : source.By)} has no value, or is 0.",
        Aggregation.Slope => "A trend needs three readings.",
        _ => "Fewer than 20 accounts of the same segment and stage have a value to be ranked among.",
    };

    private double LastOfOther(AccountReadings readings, int day) => readings.Series(metrics[source.By!].Id).UpTo(day) is { IsEmpty: false } other ? other.Values[^1] : double.NaN;

    private static List<EvidenceDay> Last(Series series) => series.IsEmpty ? [] : [Entry(series, series.Count - 1)];

    private static List<EvidenceDay> All(Series series)
    {
        var days = new List<EvidenceDay>();
        for (var i = 0; i < series.Count; i++) days.Add(Entry(series, i));
        return days;
    }

    private static EvidenceDay Entry(Series series, int at) => new(DateOnly.FromDayNumber(series.Days[at]), series.Values[at], EvidenceKind.Reading);

    private string N(double value) => MeasureEvidence.Number(value, culture);
}
