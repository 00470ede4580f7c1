using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// What a new model starts from: how usage moves against the company's own metrics, and what customers say and reach.
/// Its curves need no knowledge of a metric's scale, so that it scores something sensible before anybody has tuned it.
/// </summary>
public static class StarterDefinition
{
    private const int MostMetrics = 4;
    private const int Window = 28;

    /// <summary>A definition for a kind of score.</summary>
    /// <param name="kind">Health, risk or expansion.</param>
    /// <param name="metrics">The catalogue; leading metrics go first, retired ones stay out.</param>
    public static ModelDefinition For(ScoreKind kind, IEnumerable<Metric> metrics)
    {
        var usage = metrics.Where(m => m.RetiredOn is null).OrderByDescending(m => m.IsLeading).Take(MostMetrics).Select(m => Usage(kind, m)).ToList();
        Dimension[] dimensions = [new("Product usage", 50, usage), new("Value and perception", 30, Perception(kind)), new("Lifecycle", 20, Lifecycle(kind))];
        return new() { Dimensions = [.. dimensions.Where(d => d.Measures.Count > 0)] };
    }

    private static MeasureDefinition Usage(ScoreKind kind, Metric metric) => metric.Kind == MetricKind.Count
        ? Measure($"{metric.Key}_change", new MetricSource(metric.Key, Aggregation.Change, Window), Curve(kind, metric.HigherIsBetter, -50, 0, 25))
        : Measure($"{metric.Key}_rank", new MetricSource(metric.Key, Aggregation.Percentile, Window), Curve(kind, metric.HigherIsBetter, 0, 50, 100));

    private static IReadOnlyList<MeasureDefinition> Perception(ScoreKind kind) =>
    [
        Measure("nps", new DerivedSource(DerivedMeasure.Nps, 180), Curve(kind, true, 4, 7, 9)),
        Measure("goal_attainment", new DerivedSource(DerivedMeasure.GoalAttainment), Curve(kind, true, 0, 50, 100)),
        Measure("pulse", new DerivedSource(DerivedMeasure.Pulse), Curve(kind, true, 0, 50, 100)),
    ];

    private static IReadOnlyList<MeasureDefinition> Lifecycle(ScoreKind kind) => kind == ScoreKind.Expansion
        ? [Measure("referrals", new DerivedSource(DerivedMeasure.Referrals, 365), Curve(kind, true, 0, 1, 3))]
        :
        [
            Measure("milestone_delay", new DerivedSource(DerivedMeasure.MilestoneDelay), Curve(kind, false, 0, 14, 45)),
            Measure("touches", new DerivedSource(DerivedMeasure.Touches, 90), Curve(kind, true, 0, 1, 4)),
        ];

    private static MeasureDefinition Measure(string id, MeasureSource source, Curve curve) => new() { Id = id, Source = source, Curve = curve };

    // Risk is high where health is low, so that its curves are the mirror image.
    private static PointsCurve Curve(ScoreKind kind, bool higherIsBetter, double low, double middle, double high)
    {
        CurvePoint[] health = higherIsBetter ? [new(low, 0), new(middle, 60), new(high, 100)] : [new(low, 100), new(middle, 60), new(high, 0)];
        return new([.. health.Select(p => kind == ScoreKind.Risk ? p with { Y = 100 - p.Y } : p)]);
    }
}
