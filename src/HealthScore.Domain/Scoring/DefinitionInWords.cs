using System.Globalization;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>What the settings of a model say, in histories, differences and on pages. Numbers have a decimal point everywhere.</summary>
public static class DefinitionInWords
{
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

    /// <summary>How readings of a window become a number, to choose from.</summary>
    public static string Aggregation(Aggregation aggregation) => aggregation switch
    {
        Metrics.Aggregation.Last => "latest",
        Metrics.Aggregation.Sum => "total",
        Metrics.Aggregation.Mean => "mean",
        Metrics.Aggregation.Min => "lowest",
        Metrics.Aggregation.Max => "highest",
        Metrics.Aggregation.ActiveDays => "active days",
        Metrics.Aggregation.DaysSince => "days since",
        Metrics.Aggregation.Slope => "trend over the window, %",
        Metrics.Aggregation.Change => "change against the window before, %",
        Metrics.Aggregation.Ratio => "ratio to another metric",
        Metrics.Aggregation.Percentile => "rank among peers, 0–100",
        _ => throw new ArgumentException($"no such aggregation: {aggregation}", nameof(aggregation)),
    };

    /// <summary>What a derived measure is called, to choose from.</summary>
    public static string Derived(DerivedMeasure measure) => measure switch
    {
        DerivedMeasure.GoalAttainment => "goal attainment",
        DerivedMeasure.MilestoneDelay => "milestone delay",
        DerivedMeasure.DaysInStage => "days in stage",
        DerivedMeasure.DaysToRenewal => "days to renewal",
        DerivedMeasure.Nps => "NPS",
        DerivedMeasure.Csat => "CSAT",
        DerivedMeasure.Referrals => "referrals",
        DerivedMeasure.Touches => "touches",
        DerivedMeasure.Pulse => "CSM pulse",
        _ => throw new ArgumentException($"no such measure: {measure}", nameof(measure)),
    };

    /// <summary>A number of a definition, exactly, without trailing zeros.</summary>
    public static string Number(double value) => value.ToString("0.##############", CultureInfo.InvariantCulture);
}
