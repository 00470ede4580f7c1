namespace HealthScore.Domain.Metrics.Calculated;

/// <summary>A measure of a calculated metric: calculates as many readings as the measure looks at, and reads them as any other.</summary>
internal sealed class CalculatedMeasure(Metric metric, Calculation calculation, MetricMeasure measure) : MetricMeasure
{
    private readonly bool _isLatest = measure is GaugeMeasure { IsLast: true };

    public override bool IsOfCount => calculation.Calendar is not null || measure.IsOfCount;

    internal override SourceCalendar? Calendar => calculation.Calendar ?? measure.Calendar;

    public override int LookBack => measure.LookBack + calculation.LookBack;

    public override MeasureValue Read(AccountReadings readings, int firstDay, int day)
    {
        if (calculation.Calendar?.AsOf(day).IsSilent == true) return MeasureValue.Silent;
        calculation.Fill(readings, firstDay, day - measure.LookBack, day);
        // Of a gauge, only as many readings are calculated as can still stand: that an older one stood once is not known.
        return _isLatest && !Stands(readings.Series(metric.Id), day)
            ? calculation.IsAnyStale(readings, day) ? MeasureValue.Stale : MeasureValue.Missing
            : measure.Read(readings, firstDay, day);
    }

    private bool Stands(Series series, int day) => series.UpTo(day) is { IsEmpty: false } all && day - all.Days[^1] <= metric.Freshness;
}
