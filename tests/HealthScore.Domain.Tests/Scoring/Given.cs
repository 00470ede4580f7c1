using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>Models whose measures are gauges of the same name on a straight curve, so that a reading is its sub-score.</summary>
internal static class Given
{
    public static readonly DateOnly Today = new(2024, 3, 10);

    public static MeasureDefinition Measure(string id, double weight = 1, MissingPolicy missing = MissingPolicy.Redistribute, double target = 100) => new()
    {
        Id = id,
        Source = new MetricSource(id, Aggregation.Last, 1),
        Curve = new PointsCurve(new(0, 0), new(100, 100)),
        Weight = weight,
        Missing = missing,
        Target = target,
    };

    public static Dimension Dimension(string name, double weight, params MeasureDefinition[] measures) => new(name, weight, measures);

    public static ModelDefinition Model(params Dimension[] dimensions) => new() { Dimensions = dimensions };

    public static ModelDefinition Model(params MeasureDefinition[] measures) => Model(new Dimension("All", 1, measures));

    /// <summary>Scores one day. Values are written <c>a=80 b=20</c>; a measure that is left out is missing.</summary>
    public static ScoreResult Score(
        ModelDefinition model, string values, ScoreKind kind = ScoreKind.Health, AccountHistory? history = null, BandState yesterday = default, int versionId = 1) =>
        Score(model, values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => double.Parse(v[1], System.Globalization.CultureInfo.InvariantCulture)), kind, history, yesterday, versionId);

    public static ScoreResult Score(
        ModelDefinition model, IReadOnlyDictionary<string, double> values, ScoreKind kind = ScoreKind.Health, AccountHistory? history = null, BandState yesterday = default, int versionId = 1)
    {
        var metrics = Metrics(model);
        var readings = new AccountReadings();
        foreach (var (id, value) in values) readings.Add(metrics[id].Id, Today.DayNumber, value);
        var result = new ScoreResult();
        new CompiledModel(versionId, kind, model, metrics, new Dictionary<short, SourceCalendar>())
            .Score(new(readings, history ?? new(), Today, PeerDistribution.None), yesterday, result);
        return result;
    }

    public static IReadOnlyDictionary<string, Metric> Metrics(ModelDefinition model) => model.Measures
        .Select(m => m.Source).OfType<MetricSource>().SelectMany(s => s.By is { } by ? new[] { s.Metric, by } : [s.Metric]).Distinct()
        .Select((key, i) => new Metric(key, key, MetricKind.Gauge, id: (short)(i + 1)))
        .ToDictionary(m => m.Key);
}
