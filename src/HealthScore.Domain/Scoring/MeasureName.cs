using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>What people call a measure: its own name, or one made of its source.</summary>
public static class MeasureName
{
    /// <summary>The name of a measure, given the names of metrics by key; an unknown metric goes by its key.</summary>
    public static string Of(MeasureDefinition measure, IReadOnlyDictionary<string, Metric> metrics) => measure.Name ?? SourceName.Of(measure.Source, metrics);
}
