using HealthScore.Domain.Metrics;
using HealthScore.Engine.Metrics;

namespace HealthScore.Web.Metrics;

/// <summary>The catalogue's filter and a measure, as they stand in the address.</summary>
public static class MetricsUrl
{
    /// <summary>Unreadable words filter nothing.</summary>
    public static MetricFilter Filter(string? search, string? kind, string? leading, string? used, string? source, string? show) => new(
        search,
        kind switch { "count" => MetricKind.Count, "gauge" => MetricKind.Gauge, _ => null },
        kind == "calculated" ? true : null,
        Choice(leading, "leading", "lagging"),
        Choice(used, "yes", "no"),
        Choice(source, "late", "fresh"),
        show == "retired");

    /// <summary>The measure that the address names, or the one most worth a look: the mean of a count, the latest of a gauge.</summary>
    public static MetricSource Source(Metric metric, string? aggregation, string? window, string? by, IReadOnlyList<Metric> others)
    {
        var how = Enum.GetValues<Aggregation>().Where(a => InAddress(a) == aggregation).Cast<Aggregation?>().FirstOrDefault() ?? (metric.Kind == MetricKind.Count ? Aggregation.Mean : Aggregation.Last);
        var days = int.TryParse(window, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var given) ? Math.Clamp(given, 1, 400) : 28;
        var second = how == Aggregation.Ratio ? others.FirstOrDefault(m => m.Key == by) ?? (others.Count > 0 ? others[0] : metric) : null;
        return new(metric.Key, how, days, second?.Key);
    }

    public static string InAddress(Aggregation aggregation) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(aggregation.ToString());

    private static bool? Choice(string? word, string yes, string no) => word == yes ? true : word == no ? false : null;
}
