namespace HealthScore.Domain.Metrics;

/// <summary>A measure of a count metric: over the days of the window that had a source, a day without a reading being 0.</summary>
internal sealed class CountMeasure(Metric metric, Aggregation aggregation, int window, SourceCalendar calendar, MetricMeasure? by)
    : MetricMeasure
{
    public override bool IsOfCount => true;

    internal override SourceCalendar Calendar => calendar;

    // While the day lasts, the window ends with the day before.
    public override int LookBack => Math.Max(aggregation == Aggregation.Change ? 2 * window : window, by?.LookBack ?? 0);

    public override MeasureValue Read(AccountReadings readings, int firstDay, int day)
    {
        var source = calendar.AsOf(day);
        if (source.IsSilent) return MeasureValue.Silent;
        var first = Math.Max(day - window + 1, firstDay);
        var days = source.Between(first, day);
        if (days.Count == 0) return MeasureValue.Missing;
        var all = readings.Series(metric.Id);
        var series = all.Between(first, day);
        // A day of the series that has no reading is 0, and so takes part in the smallest and the greatest.
        var start = series.Count == days.Count ? series.Values[0] : 0;
        return aggregation switch
        {
            Aggregation.Last => MeasureValue.Of(!series.IsEmpty && series.Days[^1] == day ? series.Values[^1] : 0),
            Aggregation.Sum => MeasureValue.Of(Statistics.Sum(series.Values)),
            Aggregation.Mean or Aggregation.Percentile => MeasureValue.Of(Statistics.Sum(series.Values) / days.Count),
            Aggregation.Min => MeasureValue.Of(Statistics.Least(series.Values, start)),
            Aggregation.Max => MeasureValue.Of(Statistics.Greatest(series.Values, start)),
            Aggregation.ActiveDays => MeasureValue.Of(Statistics.Active(series.Values)),
            Aggregation.DaysSince => MeasureValue.Of(source.Between(DayAfterActivity(series, first), day).Count),
            Aggregation.Slope => MeasureValue.Of(Statistics.Slope(series, days, source.Origin, days.Count)),
            Aggregation.Change => Change(all, Statistics.Sum(series.Values) / days.Count, source, firstDay, day - window),
            Aggregation.Ratio => Ratio(Statistics.Sum(series.Values), by!.Read(readings, firstDay, day)),
            _ => throw new InvalidOperationException($"no such aggregation: {aggregation}"),
        };
    }

    private static int DayAfterActivity(Series series, int first)
    {
        for (var at = series.Count - 1; at >= 0; at--)
            if (series.Values[at] > 0)
                return series.Days[at] + 1;
        return first;
    }

    // Silence was judged as of the day: the window before is not silent for itself, it can only be without days.
    private MeasureValue Change(Series all, double mean, SourceView source, int firstDay, int last)
    {
        var first = Math.Max(last - window + 1, firstDay);
        var days = source.Between(first, last).Count;
        return days == 0
            ? MeasureValue.Missing
            : MeasureValue.Of(Statistics.Change(mean, Statistics.Sum(all.Between(first, last).Values) / days));
    }
}
