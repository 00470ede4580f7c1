using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Tests.Metrics.Calculated;

public sealed class CalculatedMeasureTests
{
    private static readonly Metric s_a = new("a", "", MetricKind.Count, freshness: 3, id: 1);
    private static readonly Metric s_b = new("b", "", MetricKind.Count, freshness: 3, id: 2);
    private static readonly Metric s_g = new("g", "", MetricKind.Gauge, freshness: 4, id: 3);
    private static readonly Metric s_h = new("h", "", MetricKind.Gauge, freshness: 4, id: 4);
    private static readonly Metric[] s_brought = [s_a, s_b, s_g, s_h];

    // The account's first day is the first column, and no source is ever silent.
    [Theory]
    [InlineData("a + b", MetricKind.Count, Aggregation.Sum, "1 . 2", ". 3 .", 6.0)]
    [InlineData("a + b", MetricKind.Count, Aggregation.Min, "1 . 2", ". 3 .", 1.0)]
    [InlineData("a + b", MetricKind.Count, Aggregation.Min, "1 . 2", ". . .", 0.0)]
    [InlineData("a - b", MetricKind.Count, Aggregation.Last, "1 . 2", ". 3 5", -3.0)]
    [InlineData("a + b - b", MetricKind.Count, Aggregation.ActiveDays, "0.1 . 0.1", "0.2 0.3 0.7", 2.0)]
    [InlineData("a * 2", MetricKind.Count, Aggregation.Mean, "1 . 2", ". . .", 2.0)]
    [InlineData("min(a, 1)", MetricKind.Count, Aggregation.Sum, "1 . 2", ". . .", 2.0)]
    [InlineData("a / b", MetricKind.Gauge, Aggregation.Last, "1 . 2", "2 3 .", 0.0)]
    [InlineData("a / b", MetricKind.Gauge, Aggregation.Sum, "1 . 2", "2 0 4", 1.0)]
    [InlineData("rolling(a, 2, sum)", MetricKind.Gauge, Aggregation.Last, "1 . 2", ". . .", 2.0)]
    [InlineData("rolling(a, 3, mean)", MetricKind.Gauge, Aggregation.Max, "1 . 2", ". . .", 1.0)]
    [InlineData("rolling(a, 3, mean)", MetricKind.Gauge, Aggregation.Min, "1 . 2", ". . .", 0.5)]
    [InlineData("rolling(a + b, 2, max)", MetricKind.Gauge, Aggregation.Last, "1 . 2", ". 4 .", 4.0)]
    [InlineData("rolling(a, 3, min)", MetricKind.Gauge, Aggregation.DaysSince, "1 . 2", ". . .", 0.0)]
    public void Read_OfCounts_IsAsByHand(string expression, MetricKind kind, Aggregation aggregation, string a, string b, object expected) =>
        Read(expression, kind, aggregation, 3, a, b, ". .", ". .").Should().Be(expected);

    [Theory]
    [InlineData("g - h", Aggregation.Last, "9 . .", ". 2 .", 7.0)]
    [InlineData("g - h", Aggregation.Sum, "9 . 8", "2 . .", 13.0)]
    [InlineData("g / h", Aggregation.Last, "9 . .", "3 . 0", 3.0)]
    [InlineData("g / h", Aggregation.Last, "9 . .", ". . .", MeasureStatus.Missing)]
    [InlineData("g + h", Aggregation.Last, "9 . . . . .", ". . . 2 . .", 11.0)]
    [InlineData("g + h", Aggregation.Last, "9 . . . . .", ". . . . . 2", MeasureStatus.Stale)]
    [InlineData("g + h", Aggregation.Sum, "9 . . . . .", ". . . . . 2", MeasureStatus.Missing)]
    [InlineData("g * 2 + 1", Aggregation.DaysSince, "9 . .", ". . .", 2.0)]
    [InlineData("rolling(g, 6, mean)", Aggregation.Last, "4 . 8", ". . .", 6.0)]
    public void Read_OfGauges_TakesWhatStands(string expression, Aggregation aggregation, string g, string h, object expected) =>
        Read(expression, MetricKind.Gauge, aggregation, 6, ". .", ". .", g, h).Should().Be(expected);

    // x: some account had a reading of b on the day. The account had 1 of a on every day, and a's source never rests.
    [Theory]
    [InlineData("a + b", MetricKind.Count, Aggregation.Sum, "x x x . . . x x", 5.0)]
    [InlineData("a + b", MetricKind.Count, Aggregation.Sum, "x x x x . . x x", 8.0)]
    [InlineData("a + b", MetricKind.Count, Aggregation.Mean, "x x x . . . x x", 1.0)]
    [InlineData("a + b", MetricKind.Count, Aggregation.Sum, "x x x x x . . .", MeasureStatus.Silent)]
    [InlineData("rolling(a, 2, sum) + rolling(b, 2, sum)", MetricKind.Gauge, Aggregation.Last, "x x x x x . . .", MeasureStatus.Silent)]
    [InlineData("rolling(a + b, 5, sum)", MetricKind.Gauge, Aggregation.Last, "x x x . . . x x", 2.0)]
    [InlineData("rolling(a, 2, sum)", MetricKind.Gauge, Aggregation.Last, "x x x x x . . .", 2.0)]
    public void Read_OfASourceThatWasDown_LeavesItsDaysOut(string expression, MetricKind kind, Aggregation aggregation, string source, object expected)
    {
        var calendar = new SourceCalendar(Columns.Parse(source.Replace('x', '1')).Select(c => c.Day), freshness: 3);
        Read(expression, kind, aggregation, 8, "1 1 1 1 1 1 1 1", ". .", ". .", ". .", calendar).Should().Be(expected);
    }

    [Fact]
    public void Read_AfterAReadingCame_CalculatesAnew()
    {
        var (readings, measure) = (new AccountReadings(), Measure("a * 10", MetricKind.Count, Aggregation.Sum, 3));
        readings.Add(s_a, "1 . 2");
        measure.Read(readings, Columns.Today - 2, Columns.Today).Value.Should().Be(30);
        readings.Add(s_a.Id, Columns.Today - 1, 4);
        measure.Read(readings, Columns.Today - 2, Columns.Today).Value.Should().Be(70);
        readings.Clear();
        readings.Add(s_a, "5 . .");
        measure.Read(readings, Columns.Today - 2, Columns.Today).Value.Should().Be(50);
        measure.Read(readings, Columns.Today - 2, Columns.Today - 1).Value.Should().Be(50, "as of another day it is calculated anew");
    }

    [Fact]
    public void LookBack_OfRollingWindows_ReachesAsFarAsTheyDo()
    {
        Measure("rolling(a, 28, sum)", MetricKind.Gauge, Aggregation.Mean, 7).LookBack.Should().Be(7 + 27);
        Measure("rolling(g, 28, mean) - h", MetricKind.Gauge, Aggregation.Mean, 7).LookBack.Should().Be(7 + 27 + s_g.Freshness);
        Measure("a + b", MetricKind.Count, Aggregation.Sum, 7).LookBack.Should().Be(7);
    }

    [Fact]
    public void Read_OnceWarm_AllocatesNothing()
    {
        var (readings, measure) = (new AccountReadings(), Measure("rolling(a + b, 28, mean) / g", MetricKind.Gauge, Aggregation.Mean, 28));
        var before = 0L;
        for (var i = 0; i < 20; i++)
        {
            if (i == 10) before = GC.GetAllocatedBytesForCurrentThread();
            readings.Clear();
            for (var day = Columns.Today - 60; day <= Columns.Today; day++) readings.Add(s_a.Id, day, day % 7);
            readings.Add(s_g.Id, Columns.Today - 3, 4);
            measure.Read(readings, Columns.Today - 400, Columns.Today).IsOk.Should().BeTrue();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10 * 1000, "what remains is the assertion's own");
    }

    private static object Read(string expression, MetricKind kind, Aggregation aggregation, int window, string a, string b, string g, string h, SourceCalendar? ofB = null)
    {
        var readings = new AccountReadings();
        foreach (var (metric, columns) in s_brought.Zip([a, b, g, h])) readings.Add(metric, columns);
        var first = new[] { a, b, g, h }.Min(Columns.FirstDay);
        return Measure(expression, kind, aggregation, window, ofB).Read(readings, first, Columns.Today).Shown();
    }

    private static MetricMeasure Measure(string expression, MetricKind kind, Aggregation aggregation, int window, SourceCalendar? ofB = null)
    {
        var calculated = new Metric("c", "", kind, freshness: 4, id: 5) { Expression = expression };
        var always = new SourceCalendar(Enumerable.Range(Columns.Today - 500, 501), freshness: 3);
        return MetricMeasure.Of(
            new("c", aggregation, window), s_brought.Append(calculated).ToDictionary(m => m.Key), new Dictionary<short, SourceCalendar> { [1] = always, [2] = ofB ?? always });
    }
}
