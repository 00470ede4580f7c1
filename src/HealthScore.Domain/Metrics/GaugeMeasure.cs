namespace HealthScore.Domain.Metrics;

/// <summary>A measure of a gauge: over the readings that lie in the window; the latest one stands until it is stale.</summary>
internal sealed class GaugeMeasure(Metric metric, Aggregation aggregation, int window, MetricMeasure? by)
    : MetricMeasure
{
    private readonly bool _isLast = aggregation is Aggregation.Last or Aggregation.Ratio or Aggregation.Percentile;

    public override bool IsOfCount => by?.IsOfCount == true;

    /// <summary>True when it takes the latest reading, whatever the window.</summary>
    public bool IsLast => _isLast;

    public override int LookBack => Math.Max(_isLast ? metric.Freshness : aggregation == Aggregation.Change ? 2 * window : window, by?.LookBack ?? 0);

    public override MeasureValue Read(AccountReadings readings, int firstDay, int day)
    {
        var all = readings.Series(metric.Id);
        var series = _isLast ? all.UpTo(day) : all.Between(day - window + 1, day);
        if (series.IsEmpty) return _isLast && readings.HasEarlier(metric.Id, day) ? MeasureValue.Stale : MeasureValue.Missing;
        var latest = series.Days[^1];
        if (aggregation == Aggregation.DaysSince) return MeasureValue.Of(day - latest);
        if (day - latest > metric.Freshness) return MeasureValue.Stale;
        return aggregation switch
        {
            Aggregation.Last or Aggregation.Percentile => MeasureValue.Of(series.Values[^1]),
            Aggregation.Sum => MeasureValue.Of(Statistics.Sum(series.Values)),
            Aggregation.Mean => MeasureValue.Of(Mean(series)),
            Aggregation.Min => MeasureValue.Of(Statistics.Least(series.Values, series.Values[0])),
            Aggregation.Max => MeasureValue.Of(Statistics.Greatest(series.Values, series.Values[0])),
            Aggregation.ActiveDays => MeasureValue.Of(Statistics.Active(series.Values)),
            Aggregation.Slope => MeasureValue.Of(Statistics.Slope(series, Sums(series.Days), series.Days[0], latest - series.Days[0] + 1)),
            Aggregation.Change => Change(Mean(series), all.Between(day - (2 * window) + 1, day - window)),
            Aggregation.Ratio => Ratio(series.Values[^1], by!.Read(readings, firstDay, day)),
            _ => throw new InvalidOperationException($"no such aggregation: {aggregation}"),
        };
    }

    private static double Mean(Series series) => Statistics.Sum(series.Values) / series.Count;

    private static MeasureValue Change(double mean, Series before) =>
        before.IsEmpty ? MeasureValue.Missing : MeasureValue.Of(Statistics.Change(mean, Mean(before)));

    private static DaySums Sums(ReadOnlySpan<int> days)
    {
        long sum = 0, squares = 0;
        foreach (var day in days)
        {
            long x = day - days[0];
            sum += x;
            squares += x * x;
        }
        return new(days.Length, sum, squares);
    }
}
