using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Says what a measure means, for whoever asks on the spot.</summary>
public static class MeasureInWords
{
    /// <summary>Whole sentences: what is observed, how it becomes a number, when it is too old, and what it is good for.</summary>
    public static IReadOnlyList<string> Of(MeasureDefinition measure, IReadOnlyDictionary<string, Metric> metrics) => measure.Source switch
    {
        MetricSource source when metrics.TryGetValue(source.Metric, out var metric) => [.. Of(source, metric, metrics)],
        DerivedSource source => [Of(source)],
        _ => [],
    };

    private static IEnumerable<string> Of(MetricSource source, Metric metric, IReadOnlyDictionary<string, Metric> metrics)
    {
        if (metric.Description.Length > 0) yield return metric.Description.TrimEnd('.') + ".";
        var isCount = metric.Kind == MetricKind.Count;
        yield return source.Aggregation switch
        {
            Aggregation.Last => Phrases.Say(isCount ? Phrases.ItsValueOfTheDay : Phrases.ItsLatestReading),
            Aggregation.Sum => Say(Phrases.ItsTotal),
            Aggregation.Mean => Say(isCount ? Phrases.ItsMeanPerDay : Phrases.ItsMean),
            Aggregation.Min => Say(Phrases.ItsLowest),
            Aggregation.Max => Say(Phrases.ItsHighest),
            Aggregation.ActiveDays => Say(Phrases.ItsActiveDays),
            Aggregation.DaysSince => isCount ? Say(Phrases.ItsLastAboveZero) : Phrases.Say(Phrases.ItsLastReading),
            Aggregation.Slope => Say(Phrases.ItsTrend),
            Aggregation.Change => Say(Phrases.ItsChange),
            Aggregation.Ratio => Phrases.Say(Culture, isCount ? Phrases.DividedOver : Phrases.DividedLatest, metrics.TryGetValue(source.By ?? "", out var by) ? by.Name : source.By, source.Window),
            _ => Phrases.Say(Phrases.ItsRank),
        };
        yield return Phrases.Say(metric.HigherIsBetter ? Phrases.MoreIsBetter : Phrases.LessIsBetter);
        yield return Phrases.Say(metric.IsLeading ? Phrases.Leading : Phrases.Lagging);
        yield return Phrases.Say(Culture, isCount ? Phrases.SilentAfter : Phrases.StaleAfter, metric.Freshness);

        string Say(string sentence) => Phrases.Say(Culture, sentence, source.Window);
    }

    private static string Of(DerivedSource source) => Phrases.Say(Culture, source.Measure switch
    {
        DerivedMeasure.GoalAttainment => Phrases.GoalsMean,
        DerivedMeasure.MilestoneDelay => Phrases.DelayMeans,
        DerivedMeasure.DaysInStage => Phrases.DaysInStageMean,
        DerivedMeasure.DaysToRenewal => Phrases.DaysToRenewalMean,
        DerivedMeasure.Nps => Phrases.NpsMeans,
        DerivedMeasure.Csat => Phrases.CsatMeans,
        DerivedMeasure.Referrals => Phrases.ReferralsMean,
        DerivedMeasure.Touches => Phrases.TouchesMean,
        _ => Phrases.PulseMeans,
    }, source.Window);

    // Whole days are written alike everywhere.
    private static CultureInfo Culture => CultureInfo.InvariantCulture;
}
