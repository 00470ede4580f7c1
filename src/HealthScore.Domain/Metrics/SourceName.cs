namespace HealthScore.Domain.Metrics;

/// <summary>What people call a measure by its source.</summary>
public static class SourceName
{
    /// <summary>E.g. <c>Logins, mean of 30 days</c>, given metrics by key; an unknown metric goes by its key.</summary>
    public static string Of(MeasureSource source, IReadOnlyDictionary<string, Metric> metrics) => source switch
    {
        MetricSource m => Of(m, metrics),
        DerivedSource d => Of(d),
        _ => throw new ArgumentException($"no such source: {source}", nameof(source)),
    };

    private static string Of(MetricSource source, IReadOnlyDictionary<string, Metric> metrics)
    {
        var name = metrics.TryGetValue(source.Metric, out var metric) ? metric.Name : source.Metric;
        var days = source.Window == 1 ? "1 day" : $"{source.Window} days";
        return source.Aggregation switch
        {
            Aggregation.Last => $"{name}, latest",
            Aggregation.Sum => $"{name}, total of {days}",
            Aggregation.Mean => $"{name}, mean of {days}",
            Aggregation.Min => $"{name}, lowest of {days}",
            Aggregation.Max => $"{name}, highest of {days}",
            Aggregation.ActiveDays => $"{name}, active days of {days}",
            Aggregation.DaysSince => $"Days since {Lower(name)}",
            Aggregation.Slope => $"{name}, trend over {days}",
            Aggregation.Change => $"{name}, change over {days}",
            Aggregation.Ratio => $"{name} per {Lower(metrics.TryGetValue(source.By ?? "", out var by) ? by.Name : source.By ?? "")}",
            Aggregation.Percentile => $"{name}, rank among peers",
            _ => name,
        };
    }

    private static string Of(DerivedSource source) => source.Measure switch
    {
        DerivedMeasure.GoalAttainment => "Goal attainment",
        DerivedMeasure.MilestoneDelay => "Milestone delay",
        DerivedMeasure.DaysInStage => "Days in stage",
        DerivedMeasure.DaysToRenewal => "Days to renewal",
        DerivedMeasure.Nps => $"NPS, mean of {source.Window} days",
        DerivedMeasure.Csat => $"CSAT, mean of {source.Window} days",
        DerivedMeasure.Referrals => $"Referrals in {source.Window} days",
        DerivedMeasure.Touches => $"Touches in {source.Window} days",
        _ => "CSM pulse",
    };

    // “API calls” keeps its capitals.
    internal static string Lower(string name) => name.Length > 1 && char.IsLower(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    /// <summary>What stands behind a measure's value: <c>%</c>, <c>days</c>, the metric's unit, or nothing.</summary>
    public static string Unit(MeasureSource source, IReadOnlyDictionary<string, Metric> metrics) => source switch
    {
        MetricSource { Aggregation: Aggregation.Slope or Aggregation.Change } => "%",
        MetricSource { Aggregation: Aggregation.ActiveDays or Aggregation.DaysSince } => "days",
        MetricSource { Aggregation: Aggregation.Ratio or Aggregation.Percentile } => "",
        MetricSource m => metrics.TryGetValue(m.Metric, out var metric) ? metric.Unit : "",
        DerivedSource { Measure: DerivedMeasure.GoalAttainment } => "%",
        DerivedSource { Measure: DerivedMeasure.MilestoneDelay or DerivedMeasure.DaysInStage or DerivedMeasure.DaysToRenewal } => "days",
        _ => "",
    };
}
