using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class ScoreArithmeticTests
{
    private static readonly ModelDefinition s_two = Given.Model(Given.Dimension("Use", 3, Given.Measure("a", 2), Given.Measure("b", 1, MissingPolicy.Neutral)), Given.Dimension("Say", 1, Given.Measure("c")));

    [Theory]
    [InlineData("a=80 b=20 c=40", "Use", "(2 × 80 + 1 × 20) / 3 = 60")]
    [InlineData("a=80 c=40", "Use", "(2 × 80 + 1 × 50) / 3 = 70")]
    [InlineData("a=80 b=20", "Say", "nothing in it counts: left out")]
    [InlineData("a=80 b=20", "Score", "60")]
    [InlineData("a=80 b=20 c=40", "Score", "(3 × 60 + 1 × 40) / 4 = 55")]
    [InlineData("a=80 b=20", "Coverage", "75 % of the weight has data; at least 50 % is asked for")]
    [InlineData("a=80 b=20", "Bounds", "45 if all without a value were 0, 70 if they were 100")]
    [InlineData("c=40", "Computed", "unknown: the coverage is too low")]
    [InlineData("c=40", "Band", "none without a score")]
    [InlineData("a=80 b=20 c=40", "Band", "55 is yellow by the thresholds 40 and 70; there was no band before")]
    public void Weighted_IsWrittenOut(string values, string what, string how) => Line(s_two, values, what).Should().Be(how);

    [Fact]
    public void SideBySide_AndAllOrNone_AreWrittenOut()
    {
        Line(s_two with { Method = ScoringMethod.SideBySide }, "a=80 b=20 c=40", "Score").Should().Be("the lowest dimension");
        Line(Given.Model(Given.Measure("a", target: 60), Given.Measure("b"), Given.Measure("c")) with { Method = ScoringMethod.AllOrNone }, "a=80 b=20", "All or none")
            .Should().Be("a 80 reaches 60; b 20 falls short of 100; c has no value and is left out: 0");
    }

    [Fact]
    public void RequiredMeasure_ThatIsMissing_IsNamed() =>
        Line(Given.Model(Given.Measure("a"), Given.Measure("b", 0, MissingPolicy.Required)), "a=80", "Computed").Should().Be("unknown: b has no value, and there is no score without it");

    [Fact]
    public void Rules_AndOverrides_AreSaid()
    {
        var model = Given.Model(Given.Measure("a")) with { Rules = [new() { MeasureId = "a", Comparison = Comparison.Greater, Value = 50, IsCap = true, Limit = 45 }] };
        Line(model, "a=80", "Rules").Should().Be("a above 50: at most 45: 45");
        Line(model, "a=20", "Rules").Should().Be("none holds");
        Line(s_two, "a=20", "Rules").Should().Be("none in the model");
        var history = new AccountHistory();
        history.Overrides.Add(new() { Kind = ScoreKind.Health, From = Given.Today, To = Given.Today, Band = Band.Red, Score = 5, Reason = "", By = "" });
        Line(model, "a=80", "Override", history).Should().Be("a person's: 5 and red instead");
        Line(model, "a=80", "Band", history).Should().Be("red, the override's");
    }

    // The table of section 5, in words.
    [Theory]
    [InlineData(71, "71 is green by the thresholds 40 and 70, as before")]
    [InlineData(69, "69 is yellow by the thresholds 40 and 70, but green is held: it is not 3 past the threshold, nor has it been on this side for 2 days")]
    [InlineData(66, "66 is yellow by the thresholds 40 and 70, past 70 by 3: yellow")]
    public void Band_AfterGreen_SaysWhyItMovesOrNot(double score, string how) =>
        Line(Given.Model(Given.Measure("a")), $"a={score}", "Band", yesterday: new(Band.Green, 1, (long)Band.Green)).Should().Be(how);

    [Theory]
    [InlineData(71, "71 is green by the thresholds 40 and 70, past 40 by 3: yellow")]
    [InlineData(73, "73 is green by the thresholds 40 and 70, past 70 by 3: green")]
    [InlineData(42, "42 is yellow by the thresholds 40 and 70, but red is held: it is not 3 past the threshold, nor has it been on this side for 2 days")]
    public void Band_AfterRed_NamesTheThresholdThatItIsPast(double score, string how) =>
        Line(Given.Model(Given.Measure("a")), $"a={score}", "Band", yesterday: new(Band.Red, 1, (long)Band.Red)).Should().Be(how);

    [Fact]
    public void Band_OnTheSecondDay_AndOfANewVersion_SaysSo()
    {
        Line(Given.Model(Given.Measure("a")), "a=69", "Band", yesterday: new(Band.Green, 1, (long)Band.Yellow)).Should().Be("69 is yellow by the thresholds 40 and 70, for the 2. day with a score on this side: yellow");
        Line(Given.Model(Given.Measure("a")), "a=69", "Band", yesterday: new(Band.Green, 9, 0)).Should().Be("69 is yellow by the thresholds 40 and 70; the version is new, so that this is the band");
    }

    [Theory]
    [InlineData(-5, "at or below the first point: 10")]
    [InlineData(5, "10 + (5 − 0) / (10 − 0) × (50 − 10) = 30")]
    [InlineData(20, "beyond the last point: 50")]
    public void Points_AreFollowedOnTheirLine(double x, string how) => CurveArithmetic.Of(new PointsCurve(new(0, 10), new(10, 50)), x, CultureInfo.InvariantCulture).Should().Be(how);

    [Theory]
    [InlineData(false, 4, "below 5: 0")]
    [InlineData(false, 5, "at least 5: 100")]
    [InlineData(true, 5, "at most 5: 100")]
    [InlineData(true, 6, "above 5: 0")]
    public void Pass_IsSaid(bool lowerIsBetter, double x, string how) => CurveArithmetic.Of(new PassCurve(5, lowerIsBetter), x, CultureInfo.InvariantCulture).Should().Be(how);

    [Theory]
    [InlineData(MetricKind.Count, Aggregation.Sum, 3, "15 in 3 days that count.")]
    [InlineData(MetricKind.Count, Aggregation.Mean, 5, "15 / 5 days = 3.")]
    [InlineData(MetricKind.Count, Aggregation.ActiveDays, 5, "2 of 5 days have a value above 0.")]
    [InlineData(MetricKind.Count, Aggregation.DaysSince, 5, "Last above 0 on 9 Mar 2024, 1 day ago by the days that count.")]
    [InlineData(MetricKind.Count, Aggregation.Change, 5, "No day of the window before counts, so that there is nothing to compare with.")]
    [InlineData(MetricKind.Count, Aggregation.Percentile, 5, "Fewer than 20 accounts of the same segment and stage have a value to be ranked among.")]
    [InlineData(MetricKind.Gauge, Aggregation.Last, 1, "The latest reading, 1 day old; it stands for 90 days.")]
    [InlineData(MetricKind.Gauge, Aggregation.Mean, 5, "15 / 2 readings = 7.5.")]
    [InlineData(MetricKind.Gauge, Aggregation.Change, 5, "There is no reading in the window before, so that there is nothing to compare with.")]
    [InlineData(MetricKind.Gauge, Aggregation.Max, 1, "There is no reading in the window.")]
    [InlineData(MetricKind.Gauge, Aggregation.Slope, 5, "A trend needs three readings.")]
    public void Evidence_LeadsFromTheDaysToTheValue(MetricKind kind, Aggregation aggregation, int window, string how)
    {
        var metrics = new Dictionary<string, Metric> { ["m"] = new("m", "Metric", kind, id: 1) };
        var calendars = new Dictionary<short, SourceCalendar> { [1] = new(Enumerable.Range(Given.Today.DayNumber - 4, 5), 3) };
        var (readings, history) = (new AccountReadings(), new AccountHistory { Start = Given.Today.AddDays(-4) });
        readings.Add(1, Given.Today.DayNumber - 2, 5);
        readings.Add(1, Given.Today.DayNumber - 1, 10);
        var source = new MetricSource("m", aggregation, window);
        var asked = new PeerDistribution();
        if (aggregation == Aggregation.Percentile) asked.AddGroup(null, null, new(1, window));
        var account = new AccountDay(readings, history, Given.Today, asked);
        var model = new CompiledModel(1, ScoreKind.Health, new() { Dimensions = [new("d", 1, [new() { Id = "m", Source = source, Curve = new PassCurve(0) }])] }, metrics, calendars);
        MeasureEvidence.Of(source, model.Read(source, account), account, metrics, calendars, CultureInfo.InvariantCulture).How.Should().Be(how);
        if (aggregation == Aggregation.Percentile)
            MeasureEvidence.Of(source, model.Read(source, account), new(readings, history, Given.Today, PeerDistribution.None), metrics, calendars, CultureInfo.InvariantCulture).How.Should().StartWith("Nobody of the same segment and stage has been ranked by this yet");
    }

    [Theory]
    [InlineData("a + b", MetricKind.Count, Aggregation.Sum, "37 in 3 days that count.")]
    [InlineData("a + b", MetricKind.Count, Aggregation.Last, "The value of 9 Mar 2024.")]
    [InlineData("rolling(a, 2, sum)", MetricKind.Gauge, Aggregation.Last, "The latest reading, 0 days old; it stands for 90 days.")]
    public void Evidence_OfACalculatedMetric_GoesByWhatItIsCalculatedFrom(string expression, MetricKind kind, Aggregation aggregation, string how)
    {
        var (metrics, source) = (new Dictionary<string, Metric> { ["a"] = new("a", "A", MetricKind.Count, id: 1), ["b"] = new("b", "B", MetricKind.Count, id: 2), ["c"] = new("c", "C", kind, id: 3) { Expression = expression } }, new MetricSource("c", aggregation, 3));
        // As the settings of a run have them: of what is calculated nothing ever came in.
        var calendars = metrics.Values.Where(m => m.Kind == MetricKind.Count).ToDictionary(m => m.Id, m => new SourceCalendar(m.Expression is null ? Enumerable.Range(Given.Today.DayNumber - 20, 20) : [], 3));
        Evidence(source, metrics, calendars).How.Should().Be(how);
        if (calendars.ContainsKey(3)) calendars[1] = new([Given.Today.DayNumber - 9], 3);
        else calendars.Clear();
        Evidence(source, metrics, calendars).How.Should().Be("No account at all has sent one of the metrics that C is calculated from for a while: the source is silent, which says nothing of this customer.");
    }

    private static MeasureEvidence Evidence(MetricSource source, Dictionary<string, Metric> metrics, Dictionary<short, SourceCalendar> calendars)
    {
        var (readings, history) = (new AccountReadings(), new AccountHistory { Start = Given.Today.AddDays(-40) });
        readings.Add(1, Given.Today.DayNumber - 3, 5);
        readings.Add(1, Given.Today.DayNumber - 1, 10);
        readings.Add(2, Given.Today.DayNumber - 2, 22);
        var account = new AccountDay(readings, history, Given.Today, PeerDistribution.None, isProvisional: true);
        var model = new CompiledModel(1, ScoreKind.Health, new() { Dimensions = [new("d", 1, [new() { Id = "m", Source = source, Curve = new PassCurve(0) }])] }, metrics, calendars);
        return MeasureEvidence.Of(source, model.Read(source, account), account, metrics, calendars, CultureInfo.InvariantCulture);
    }

    private static string Line(ModelDefinition model, string values, string what, AccountHistory? history = null, BandState yesterday = default) =>
        new ScoreArithmetic(ScoreKind.Health, model, model.Measures.ToDictionary(m => m.Id, m => m.Id), CultureInfo.InvariantCulture)
            .Of(Given.Score(model, values, history: history, yesterday: yesterday), yesterday).Single(l => l.What == what).How;
}
