using System.Globalization;
using HealthScore.Domain.Primitives;

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
        return source.Aggregation switch
        {
            Aggregation.Last => Say(Phrases.NameLast, name),
            Aggregation.Sum => Over(Phrases.NameSumOfOne, Phrases.NameSum),
            Aggregation.Mean => Over(Phrases.NameMeanOfOne, Phrases.NameMean),
            Aggregation.Min => Over(Phrases.NameMinOfOne, Phrases.NameMin),
            Aggregation.Max => Over(Phrases.NameMaxOfOne, Phrases.NameMax),
            Aggregation.ActiveDays => Over(Phrases.NameActiveOfOne, Phrases.NameActive),
            Aggregation.DaysSince => Say(Phrases.NameSince, Lower(name)),
            Aggregation.Slope => Over(Phrases.NameSlopeOfOne, Phrases.NameSlope),
            Aggregation.Change => Over(Phrases.NameChangeOfOne, Phrases.NameChange),
            Aggregation.Ratio => Say(Phrases.NameRatio, name, Lower(metrics.TryGetValue(source.By ?? "", out var by) ? by.Name : source.By ?? "")),
            Aggregation.Percentile => Say(Phrases.NameRank, name),
            _ => name,
        };

        string Over(string one, string many) => Say(source.Window == 1 ? one : many, name, source.Window);
    }

    private static string Of(DerivedSource source) => Say(source.Measure switch
    {
        DerivedMeasure.GoalAttainment => Phrases.NameGoals,
        DerivedMeasure.MilestoneDelay => Phrases.NameDelay,
        DerivedMeasure.DaysInStage => Phrases.NameDaysInStage,
        DerivedMeasure.DaysToRenewal => Phrases.NameDaysToRenewal,
        DerivedMeasure.Nps => Phrases.NameNps,
        DerivedMeasure.Csat => Phrases.NameCsat,
        DerivedMeasure.Referrals => Phrases.NameReferrals,
        DerivedMeasure.Touches => Phrases.NameTouches,
        _ => Phrases.NamePulse,
    }, source.Window);

    private static string Say(string sentence, params ReadOnlySpan<object?> values) => Phrases.Say(CultureInfo.InvariantCulture, sentence, values);

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
