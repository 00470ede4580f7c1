using System.Globalization;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>What measures and their curves are called in histories, differences and on pages. Numbers have a decimal point everywhere.</summary>
public static class MeasureWords
{
    /// <summary>A measure's own name, or one made from its source.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="metricNames">Names of metrics by key; a metric that is not among them is called by its key.</param>
    public static string Name(MeasureDefinition measure, IReadOnlyDictionary<string, string>? metricNames = null) =>
        measure.Name ?? Source(measure.Source, metricNames);

    /// <summary>Where a measure's value comes from.</summary>
    public static string Source(MeasureSource source, IReadOnlyDictionary<string, string>? metricNames = null)
    {
        return source switch
        {
            MetricSource { Aggregation: Aggregation.Ratio } m => $"{Metric(m.Metric)} per {Metric(m.By ?? "")}, {Days(m.Window)}",
            MetricSource m => $"{Metric(m.Metric)}, {Aggregated(m.Aggregation, m.Window)}",
            DerivedSource d => HasWindow(d.Measure) ? $"{Derived(d.Measure)}, {Days(d.Window)}" : Derived(d.Measure),
            _ => throw new ArgumentException($"no such source: {source}", nameof(source)),
        };

        string Metric(string key) => metricNames?.GetValueOrDefault(key) ?? key;
    }

    /// <summary>What a derived measure is called.</summary>
    public static string Derived(DerivedMeasure measure) => measure switch
    {
        DerivedMeasure.GoalAttainment => "Goal attainment",
        DerivedMeasure.MilestoneDelay => "Milestone delay",
        DerivedMeasure.DaysInStage => "Days in stage",
        DerivedMeasure.DaysToRenewal => "Days to renewal",
        DerivedMeasure.Nps => "NPS",
        DerivedMeasure.Csat => "CSAT",
        DerivedMeasure.Referrals => "Referrals",
        DerivedMeasure.Touches => "Touches",
        DerivedMeasure.Pulse => "CSM pulse",
        _ => throw new ArgumentException($"no such measure: {measure}", nameof(measure)),
    };

    /// <summary>How a measure becomes a sub-score.</summary>
    public static string Curve(Curve curve) => curve switch
    {
        PointsCurve points => string.Join(", ", points.Points.Select(p => $"{Number(p.X)} → {Number(p.Y)}")),
        BandsCurve bands => string.Join(", ", bands.Values.Select((y, i) => i == 0 ? $"below {Number(bands.Thresholds[0])}: {Number(y)}" : $"from {Number(bands.Thresholds[i - 1])}: {Number(y)}")),
        PassCurve pass => pass.LowerIsBetter ? $"passes up to {Number(pass.Threshold)}" : $"passes from {Number(pass.Threshold)}",
        _ => throw new ArgumentException($"no such curve: {curve}", nameof(curve)),
    };

    /// <summary>What becomes of a missing measure.</summary>
    public static string Missing(MissingPolicy policy) => policy switch
    {
        MissingPolicy.Redistribute => "left out",
        MissingPolicy.Neutral => "counts as 50",
        MissingPolicy.Zero => "counts as 0",
        MissingPolicy.Required => "no score without it",
        _ => throw new ArgumentException($"no such policy: {policy}", nameof(policy)),
    };

    /// <summary>How sub-scores become a score.</summary>
    public static string Method(ScoringMethod method) => method switch
    {
        ScoringMethod.Weighted => "weighted",
        ScoringMethod.AllOrNone => "all or none",
        ScoringMethod.SideBySide => "side by side",
        _ => throw new ArgumentException($"no such method: {method}", nameof(method)),
    };

    /// <summary>When a rule holds and what it does.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="measureName">What the measure it compares is called.</param>
    public static string Rule(Rule rule, Func<string, string> measureName)
    {
        var condition = rule.MeasureId is { } id ? $"{measureName(id)} {Sign(rule.Comparison)} {Number(rule.Value)}" : $"{rule.RiskEvent} is open";
        return $"{condition}: at {(rule.IsCap ? "most" : "least")} {Number(rule.Limit)}";
    }

    /// <summary>A number of a definition, exactly, without trailing zeros.</summary>
    public static string Number(double value) => value.ToString("0.##############", CultureInfo.InvariantCulture);

    private static bool HasWindow(DerivedMeasure measure) =>
        measure is DerivedMeasure.Nps or DerivedMeasure.Csat or DerivedMeasure.Referrals or DerivedMeasure.Touches;

    private static string Aggregated(Aggregation aggregation, int window) => aggregation switch
    {
        Aggregation.Last => "latest",
        Aggregation.Sum => $"total of {Days(window)}",
        Aggregation.Mean => $"mean of {Days(window)}",
        Aggregation.Min => $"lowest of {Days(window)}",
        Aggregation.Max => $"highest of {Days(window)}",
        Aggregation.ActiveDays => $"active days of {Number(window)}",
        Aggregation.DaysSince => $"days since the last, within {Days(window)}",
        Aggregation.Slope => $"trend over {Days(window)}",
        Aggregation.Change => $"change over {Days(window)}",
        Aggregation.Percentile => $"rank among peers, {Days(window)}",
        _ => throw new ArgumentException($"no such aggregation: {aggregation}", nameof(aggregation)),
    };

    private static string Days(int days) => days == 1 ? "1 day" : $"{Number(days)} days";

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Less => "<",
        Comparison.AtMost => "≤",
        Comparison.Greater => ">",
        Comparison.AtLeast => "≥",
        Comparison.Equal => "=",
        _ => throw new ArgumentException($"no such comparison: {comparison}", nameof(comparison)),
    };
}
