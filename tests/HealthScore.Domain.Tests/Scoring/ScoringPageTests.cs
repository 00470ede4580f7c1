using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Tests.Scoring.Twin;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>The worked example of docs/scoring.md, recomputed from the numbers on the page.</summary>
public sealed class ScoringPageTests
{
    private static readonly World s_world = ScoringPageWorld.Read();
    private static readonly IReadOnlyList<Row> s_rows = new FastRun(s_world).Rows(s_world.Accounts[0], ScoreKind.Health);

    [Theory]
    [InlineData("2024-03-14")]
    [InlineData("2024-03-15")]
    public void Measures_OnThePage_AreWhatTheCodeComputes(string day)
    {
        var row = On(day);
        var ids = row.Version!.Definition.Measures.Select(m => m.Id).ToList();
        var table = ScoringPage.Table($"measures {day}");
        table.Select(r => r[0]).Should().Equal(ids);
        foreach (var cells in table)
        {
            var m = row.Measures[ids.IndexOf(cells[0])];
            (m.Status == MeasureStatus.Ok).Should().Be(cells[1].Length > 0);
            Compare(cells[0], cells[1..], [m.Value, m.SubScore, m.NominalWeight, m.Weight, m.Earned, m.Lost]);
        }
    }

    [Theory]
    [InlineData("2024-03-14")]
    [InlineData("2024-03-15")]
    public void Score_OnThePage_IsWhatTheCodeComputes(string day)
    {
        var row = On(day);
        var names = row.Version!.Definition.Dimensions.Select(d => d.Name).ToList();
        var table = ScoringPage.Table($"score {day}");
        table.Should().HaveCount(names.Count + 6);
        foreach (var cells in table)
        {
            if (cells[0] == "band")
            {
                cells[1].Should().Be(row.Band.ToString().ToLowerInvariant());
                continue;
            }
            Compare(cells[0], [cells[1]], [cells[0] switch
            {
                "coverage" => row.Coverage,
                "low" => row.Bounds?.Low,
                "high" => row.Bounds?.High,
                "computed" => row.Computed,
                "published" => row.Published,
                _ => row.Dimensions[names.IndexOf(cells[0])].Score,
            }]);
        }
    }

    [Fact]
    public void WhyItMoved_OnThePage_IsWhatTheCodeComputes()
    {
        var moved = On("2024-03-15").Moved!;
        var table = ScoringPage.Table("moved 2024-03-15");
        table.Select(r => r[0]).Should().Equal(["model", .. moved.Inputs.Keys, "data", "override", "sum", "change"]);
        foreach (var cells in table)
            Compare(cells[0], [cells[1]], [cells[0] switch
            {
                "model" => moved.Model,
                "data" => moved.Data,
                "override" => moved.Override,
                "sum" => moved.Model + moved.Data + moved.Inputs.Values.Sum() + moved.Override,
                "change" => moved.Change,
                _ => moved.Inputs[cells[0]],
            }]);
    }

    [Fact]
    public void Bands_OnThePage_AreWhatTheCodeHolds()
    {
        var state = default(BandState);
        foreach (var cells in ScoringPage.Table("bands"))
        {
            var result = Given.Score(Given.Model(Given.Measure("a")), $"a={cells[0]}", yesterday: state);
            (cells[0], result.RawBand.ToString().ToLowerInvariant(), result.Band.ToString().ToLowerInvariant()).Should().Be((cells[0], cells[1], cells[2]));
            state = result.Next;
        }
    }

    [Fact]
    public void CalculatedMetric_OnThePage_IsWhatTheCodeCalculates()
    {
        Metric logins = new("logins", "", MetricKind.Count, id: 1), seats = new("seats_used", "", MetricKind.Gauge, freshness: 7, id: 2);
        var calculated = new Metric("intensity", "", MetricKind.Gauge, id: 3) { Expression = "rolling(logins, 3, sum) / seats_used" };
        var table = ScoringPage.Table("calculated");
        var readings = new AccountReadings();
        foreach (var cells in table)
            for (short c = 1; c <= 2; c++)
                if (ScoringPage.Number(cells[c]) is { } value) readings.Add(c, int.Parse(cells[0], CultureInfo.InvariantCulture), value);
        var measure = MetricMeasure.Of(new("intensity", Aggregation.Mean, 1), new[] { logins, seats, calculated }.ToDictionary(m => m.Key), new Dictionary<short, SourceCalendar> { [1] = new(Enumerable.Range(1, 5), 3) });
        foreach (var cells in table)
        {
            var read = measure.Read(readings, firstDay: 1, day: int.Parse(cells[0], CultureInfo.InvariantCulture));
            Compare(cells[0], [cells[3]], [read.IsOk ? read.Value : null]);
        }
    }

    private static Row On(string day) => s_rows[s_world.Days.IndexOf(Day(day))];

    private static void Compare(string name, string[] cells, double?[] values)
    {
        for (var i = 0; i < cells.Length; i++) cells[i].Should().Be(ScoringPage.Shown(values[i], cells[i]), $"that is column {i + 1} of {name}");
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
