using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Tests.Metrics;

public sealed class CountMeasureTests
{
    private static readonly Metric s_logins = new("logins", "Logins", MetricKind.Count, freshness: 3, id: 1);
    private static readonly Metric s_seats = new("seats", "Seats", MetricKind.Count, freshness: 3, id: 2);

    // The account's first day is the first column, and the source is never silent.
    [Theory]
    [InlineData(Aggregation.Last, 7, "2 . 4 6", 6.0)]
    [InlineData(Aggregation.Last, 7, "2 4 6 .", 0.0)]
    [InlineData(Aggregation.Sum, 3, "2 . 4 6", 10.0)]
    [InlineData(Aggregation.Sum, 7, "2 . 4 6", 12.0)]
    [InlineData(Aggregation.Mean, 3, "9 . 4 6", 3.333333)]
    [InlineData(Aggregation.Mean, 7, "2 . 4 6", 3.0)]
    [InlineData(Aggregation.Min, 7, "2 . 4 6", 0.0)]
    [InlineData(Aggregation.Min, 2, "2 . 4 6", 4.0)]
    [InlineData(Aggregation.Max, 7, "2 . 4 6", 6.0)]
    [InlineData(Aggregation.Max, 3, "-2 . -4", 0.0)]
    [InlineData(Aggregation.ActiveDays, 7, "2 . 0 6", 2.0)]
    [InlineData(Aggregation.DaysSince, 7, "2 . 4 .", 1.0)]
    [InlineData(Aggregation.DaysSince, 7, "2 0 . 0", 3.0)]
    [InlineData(Aggregation.DaysSince, 2, "2 0 . 0", 2.0)]
    [InlineData(Aggregation.Slope, 7, "2 4 6 8 10", 166.666667)]
    [InlineData(Aggregation.Slope, 7, "0.1 0.1 0.1 0.1", 0.0)]
    [InlineData(Aggregation.Slope, 7, "0 . . 0", 0.0)]
    [InlineData(Aggregation.Slope, 7, "2 4", MeasureStatus.Missing)]
    [InlineData(Aggregation.Slope, 7, "0.1 0.2 -0.3", MeasureStatus.Missing)]
    [InlineData(Aggregation.Change, 2, "1 3 2 4", 50.0)]
    [InlineData(Aggregation.Change, 2, "3 . .", -100.0)]
    [InlineData(Aggregation.Change, 2, ". . 2 4", 1000.0)]
    [InlineData(Aggregation.Change, 2, ". . -2 1", -1000.0)]
    [InlineData(Aggregation.Change, 2, "1 0 50 50", 1000.0)]
    [InlineData(Aggregation.Change, 2, ". . . .", 0.0)]
    [InlineData(Aggregation.Change, 2, "2 4", MeasureStatus.Missing)]
    public void Read_OfCount_TakesADayWithoutReadingAsZero(Aggregation aggregation, int window, string columns, object expected)
    {
        var readings = new AccountReadings();
        readings.Add(s_logins, columns);
        Read(readings, new("logins", aggregation, window), Columns.FirstDay(columns), ". 1 1 1 1 1 1 1 1 1 1").Should().Be(expected);
    }

    // x: some account had a reading on that day. The account itself had 6, 4 and 2 on the last three days with a source.
    [Theory]
    [InlineData(Aggregation.Sum, 5, "x x x x x x x x x", 12.0)]
    [InlineData(Aggregation.Mean, 5, "x x x x x x x x x", 2.4)]
    [InlineData(Aggregation.Mean, 5, "x x x . . x x x x", 2.4)]
    [InlineData(Aggregation.Mean, 7, "x x . . . x x x x", 3.0)]
    [InlineData(Aggregation.Mean, 9, ". . . . x x x x x", 2.4)]
    [InlineData(Aggregation.Min, 9, ". . . . . . x x x", 2.0)]
    [InlineData(Aggregation.DaysSince, 9, "x x x x x x x x x", 0.0)]
    [InlineData(Aggregation.Change, 3, ". . . . . . x x x", MeasureStatus.Missing)]
    [InlineData(Aggregation.Sum, 9, "x x x x x x . . .", MeasureStatus.Silent)]
    [InlineData(Aggregation.Sum, 9, ". . . . . . . . .", MeasureStatus.Silent)]
    public void Read_OfCount_LeavesOutDaysWithoutSource(Aggregation aggregation, int window, string source, object expected)
    {
        var readings = new AccountReadings();
        readings.Add(s_logins, "6 4 2");
        Read(readings, new("logins", aggregation, window), Columns.Today - 400, source.Replace('x', '1')).Should().Be(expected);
    }

    [Theory]
    [InlineData("2 . 3", "4 1 5", 0.5)]
    [InlineData(". . .", "4 1 5", 0.0)]
    [InlineData("2 . 3", ". . .", MeasureStatus.Missing)]
    [InlineData("2 . 3", "0 . 0", MeasureStatus.Missing)]
    [InlineData("2 . 3", "0.1 0.2 -0.3", MeasureStatus.Missing)]
    public void Read_OfRatioOfCounts_DividesTheSums(string logins, string seats, object expected)
    {
        var readings = new AccountReadings();
        readings.Add(s_logins, logins);
        readings.Add(s_seats, seats);
        Read(readings, new("logins", Aggregation.Ratio, 3, "seats"), Columns.FirstDay(logins), "1 1 1").Should().Be(expected);
    }

    [Fact]
    public void Read_AsOfADayBeforeTheFirst_IsMissing() =>
        Read(new(), new("logins", Aggregation.Sum, 3), firstDay: Columns.Today + 1, "1 1 1").Should().Be(MeasureStatus.Missing);

    private static object Read(AccountReadings readings, MetricSource source, int firstDay, string sourceColumns)
    {
        var metrics = new[] { s_logins, s_seats };
        var calendar = new SourceCalendar(Columns.Parse(sourceColumns).Select(c => c.Day), freshness: 3);
        return MetricMeasure.Of(source, metrics.ToDictionary(m => m.Key), metrics.ToDictionary(m => m.Id, _ => calendar))
            .Read(readings, firstDay, Columns.Today).Shown();
    }
}
