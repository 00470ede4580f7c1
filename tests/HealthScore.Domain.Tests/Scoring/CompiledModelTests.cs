using HealthScore.Domain.Primitives;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using static HealthScore.Domain.Tests.Scoring.Given;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class CompiledModelTests
{
    private static readonly Metric s_logins = new("logins", "", MetricKind.Count, id: 1);
    private static readonly Metric s_seats = new("seats", "", MetricKind.Gauge, id: 2);
    private static readonly IReadOnlyDictionary<string, Metric> s_metrics = new[] { s_logins, s_seats }.ToDictionary(m => m.Key);

    private static readonly IReadOnlyDictionary<short, SourceCalendar> s_calendars =
        new Dictionary<short, SourceCalendar> { [1] = new(Enumerable.Range(Today.DayNumber - 99, 100), freshness: 3) };

    [Fact]
    public void Score_OfOneAccountAfterAnother_AllocatesNothing()
    {
        var measures = Enum.GetValues<Aggregation>()
            .SelectMany(a => s_metrics.Keys.Select(key => (MeasureSource)new MetricSource(key, a, 30, a == Aggregation.Ratio ? key : null)))
            .Concat(Enum.GetValues<DerivedMeasure>().Select(d => new DerivedSource(d)))
            .Select((source, i) => Measure($"m{i}") with { Source = source });
        var model = Compiled(Model([.. measures]) with { Rules = [new() { MeasureId = "m0", Comparison = Comparison.Less, Value = 5, IsCap = true, Limit = 50 }] });
        var (readings, history, peers, result) = (Readings(), new AccountHistory(), new PeerDistribution(), new ScoreResult());
        history.Responses.Add(new() { Survey = "nps", Contact = "ana", Day = Today, Score = 9 });
        for (var i = 0; i < 20; i++) new PeerCollector([model]).Collect(new(readings, history, Today, PeerDistribution.None), peers);
        peers.Freeze();

        ScoreTwice();
        var before = GC.GetAllocatedBytesForCurrentThread();
        ScoreTwice();
        GC.GetAllocatedBytesForCurrentThread().Should().Be(before);
        result.Measures.ToArray().Count(m => m.Status == MeasureStatus.Ok).Should().BeGreaterThan(20);

        void ScoreTwice()
        {
            for (var i = 0; i < 2; i++) model.Score(new(readings, history, Today.AddDays(-i), peers), default, result);
        }
    }

    [Fact]
    public void Score_WhileTheDayLasts_ReadsCountsAsOfTheDayBefore()
    {
        var model = Compiled(Model(
            Measure("yesterday") with { Source = new MetricSource("logins", Aggregation.Last, 1) },
            Measure("today") with { Source = new MetricSource("seats", Aggregation.Last, 1) }));
        var result = new ScoreResult();
        model.Score(new(Readings(), new(), Today, PeerDistribution.None, isProvisional: true), default, result);
        result.Measures.ToArray().Select(m => m.Value).Should().Equal(98, 99);
    }

    [Fact]
    public void Score_OnTheFirstDayWhileItLasts_HasNoCompleteDayToCount()
    {
        var model = Compiled(Model(Measure("logins") with { Source = new MetricSource("logins", Aggregation.Sum, 7) }));
        var result = new ScoreResult();
        model.Score(new(new(), new() { Start = Today }, Today, PeerDistribution.None, isProvisional: true), default, result);
        result.Measures[0].Status.Should().Be(MeasureStatus.Missing);
    }

    // 0 on the first of a hundred days, 99 today.
    private static AccountReadings Readings()
    {
        var readings = new AccountReadings();
        for (var i = 0; i < 100; i++)
        {
            readings.Add(s_logins.Id, Today.DayNumber - 99 + i, i);
            readings.Add(s_seats.Id, Today.DayNumber - 99 + i, i);
        }
        return readings;
    }

    private static CompiledModel Compiled(ModelDefinition definition) => new(1, ScoreKind.Health, definition, s_metrics, s_calendars);
}
