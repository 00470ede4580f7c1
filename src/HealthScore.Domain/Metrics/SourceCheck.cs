using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Metrics;

/// <summary>Checks where a measure comes from.</summary>
internal static class SourceCheck
{
    private const int MostDays = 400;

    public static void Check(MeasureSource source, string path, IReadOnlyDictionary<string, Metric> metrics, Problems problems)
    {
        problems.Between(source is MetricSource m ? m.Window : ((DerivedSource)source).Window, 1, MostDays, Problems.Below(path, "window"), "The window in days");
        if (source is DerivedSource derived) problems.Known(derived.Measure, Problems.Below(path, "derived"), "The derived measure");
        if (source is not MetricSource metric) return;
        problems.Known(metric.Aggregation, Problems.Below(path, "aggregation"), "The aggregation");
        var first = Metric(metric.Metric, Problems.Below(path, "metric"), metrics, problems);
        if (metric.Aggregation != Aggregation.Ratio)
        {
            if (metric.By is not null) problems.Add("by_without_ratio", Problems.Below(path, "by"), "Only a ratio has a second metric; remove it, or choose ratio.");
            return;
        }
        if (metric.By is not { } by)
        {
            problems.Add("ratio_without_by", Problems.Below(path, "by"), "A ratio needs a second metric to divide by; choose one.");
            return;
        }
        var second = Metric(by, Problems.Below(path, "by"), metrics, problems);
        if (first is not null && second is not null && first.Kind != second.Kind)
            problems.Add("kinds_differ", Problems.Below(path, "by"), $"{first.Key} is a {Words.Of(first.Kind)} and {second.Key} a {Words.Of(second.Kind)}; a ratio needs two metrics of the same kind.");
    }

    private static Metric? Metric(string key, string field, IReadOnlyDictionary<string, Metric> metrics, Problems problems)
    {
        if (metrics.TryGetValue(key, out var metric))
        {
            if (metric.RetiredOn is not null) problems.Add("retired_metric", field, $"The metric {key} is retired; choose another, or revive it in the catalogue.");
            return metric;
        }

        problems.Add("unknown_metric", field, $"There is no metric \"{key}\"; add it to the catalogue, or choose another.");
        return null;
    }
}
