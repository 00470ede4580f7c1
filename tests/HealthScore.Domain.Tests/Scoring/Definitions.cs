using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>Small definitions for tests: the mean of 28 days of a metric named like the measure, on a straight curve.</summary>
internal static class Definitions
{
    public static ModelDefinition Of(params (string Name, double Weight, (string Id, double Weight)[] Measures)[] dimensions) =>
        new() { Dimensions = [.. dimensions.Select(d => new Dimension(d.Name, d.Weight, [.. d.Measures.Select(m => Measure(m.Id, m.Weight))]))] };

    public static MeasureDefinition Measure(string id, double weight = 1) =>
        new() { Id = id, Source = new MetricSource(id, Aggregation.Mean, 28), Curve = new PointsCurve(new(0, 0), new(100, 100)), Weight = weight };

    public static ModelDefinition With(this ModelDefinition definition, string id, Func<MeasureDefinition, MeasureDefinition> change) =>
        definition with { Dimensions = [.. definition.Dimensions.Select(d => d with { Measures = [.. d.Measures.Select(m => m.Id == id ? change(m) : m)] })] };
}
