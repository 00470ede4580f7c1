using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Tests.Metrics;

public sealed class GaugeMeasureTests
{
    private static readonly Metric s_used = new("used", "Seats used", MetricKind.Gauge, freshness: 4, id: 1);
    private static readonly Metric s_paid = new("paid", "Seats paid", MetricKind.Gauge, freshness: 4, id: 2);

    [Theory]
    [InlineData(Aggregation.Last, 1, "7 . . 5 .", 5.0)]
    [InlineData(Aggregation.Last, 1, "7 . . . .", 7.0)]
    [InlineData(Aggregation.Last, 1, "7 . . . . .", MeasureStatus.Stale)]
    [InlineData(Aggregation.Last, 9, ". . . .", MeasureStatus.Missing)]
    [InlineData(Aggregation.Sum, 3, "7 . 2 . 4", 6.0)]
    [InlineData(Aggregation.Mean, 3, "7 . 2 . 4", 3.0)]
    [InlineData(Aggregation.Mean, 2, "7 . 2 . .", MeasureStatus.Missing)]
    [InlineData(Aggregation.Mean, 9, "7 . . . . .", MeasureStatus.Stale)]
    [InlineData(Aggregation.Min, 9, "7 . 2 . 4", 2.0)]
    [InlineData(Aggregation.Max, 9, "-7 . -2 . -4", -2.0)]
    [InlineData(Aggregation.ActiveDays, 9, "7 . 0 . 4", 2.0)]
    [InlineData(Aggregation.DaysSince, 9, "7 . 0 . .", 2.0)]
    [InlineData(Aggregation.DaysSince, 9, "7 . . . . . .", 6.0)]
    [InlineData(Aggregation.DaysSince, 6, "7 . . . . . .", MeasureStatus.Missing)]
    [InlineData(Aggregation.Slope, 9, "10 10 . . 40", 201.923077)]
    [InlineData(Aggregation.Slope, 9, "-10 -20 -30", -150.0)]
    [InlineData(Aggregation.Slope, 9, "0.3 . 0.3 . . 0.3", 0.0)]
    [InlineData(Aggregation.Slope, 9, "1 . 9", MeasureStatus.Missing)]
    [InlineData(Aggregation.Slope, 9, "-5 0 5", MeasureStatus.Missing)]
    [InlineData(Aggregation.Slope, 9, "1 2 . . . . .", MeasureStatus.Stale)]
    [InlineData(Aggregation.Change, 2, "4 . . 6", 50.0)]
    [InlineData(Aggregation.Change, 2, "-4 . . -6", -50.0)]
    [InlineData(Aggregation.Change, 2, ". . . 6", MeasureStatus.Missing)]
    [InlineData(Aggregation.Change, 2, "4 . . .", MeasureStatus.Missing)]
    [InlineData(Aggregation.Change, 6, "6 . . . . .", MeasureStatus.Stale)]
    public void Read_OfGauge_LooksAtReadingsOnly(Aggregation aggregation, int window, string columns, object expected)
    {
        var readings = new AccountReadings();
        readings.Add(s_used, columns);
        Read(readings, new("used", aggregation, window)).Should().Be(expected);
    }

    [Theory]
    [InlineData("3 . . .", "4 . . .", 0.75)]
    [InlineData("3 . . .", ". . . 0", MeasureStatus.Missing)]
    [InlineData("3 . . .", ". . . .", MeasureStatus.Missing)]
    [InlineData("3 . . .", "4 . . . . .", MeasureStatus.Missing)]
    [InlineData("3 . . . . .", "4 . . .", MeasureStatus.Stale)]
    [InlineData(". . . .", "4 . . . . .", MeasureStatus.Missing)]
    public void Read_OfRatioOfGauges_DividesTheLastOnes(string used, string paid, object expected)
    {
        var readings = new AccountReadings();
        readings.Add(s_used, used);
        readings.Add(s_paid, paid);
        Read(readings, new("used", Aggregation.Ratio, 2, "paid")).Should().Be(expected);
    }

    [Fact]
    public void Read_OfLaterReadings_IgnoresThem()
    {
        var readings = new AccountReadings();
        readings.Add(s_used, "7 . 5");
        readings.Add(s_used.Id, Columns.Today + 1, 99);
        Read(readings, new("used", Aggregation.Max, 9)).Should().Be(7.0);
    }

    private static object Read(AccountReadings readings, MetricSource source) =>
        MetricMeasure.Of(source, new[] { s_used, s_paid }.ToDictionary(m => m.Key), new Dictionary<short, SourceCalendar>())
            .Read(readings, firstDay: 0, Columns.Today).Shown();
}
