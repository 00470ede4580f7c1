using HealthScore.Domain.Metrics;

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
            Aggregation.Last => isCount ? "Its value of the day." : "Its latest reading.",
            Aggregation.Sum => $"The total of the last {source.Window} days.",
            Aggregation.Mean => isCount ? $"The mean per day over the last {source.Window} days; a day without a reading is 0." : $"The mean of the readings of the last {source.Window} days.",
            Aggregation.Min => $"The lowest value of the last {source.Window} days.",
            Aggregation.Max => $"The highest value of the last {source.Window} days.",
            Aggregation.ActiveDays => $"On how many of the last {source.Window} days it was above 0.",
            Aggregation.DaysSince => isCount ? $"How many days ago it was last above 0, within {source.Window} days." : "How many days ago the last reading was.",
            Aggregation.Slope => $"Its trend over the last {source.Window} days, in % of its mean.",
            Aggregation.Change => $"The mean of the last {source.Window} days against that of the {source.Window} days before, in %.",
            Aggregation.Ratio => $"Divided by {(metrics.TryGetValue(source.By ?? "", out var by) ? by.Name : source.By)}{(isCount ? $", both over {source.Window} days" : ", the latest of both")}.",
            _ => "Its rank among the accounts of the same segment and stage: 100 is the highest.",
        };
        yield return metric.HigherIsBetter ? "More is better." : "Less is better.";
        yield return metric.IsLeading ? "A leading indicator: it moves before the outcome does." : "A lagging indicator: it moves after the outcome.";
        yield return isCount ? $"Its source counts as silent after {metric.Freshness} days without a reading from anybody." : $"A reading is stale after {metric.Freshness} days.";
    }

    private static string Of(DerivedSource source) => source.Measure switch
    {
        DerivedMeasure.GoalAttainment => "How far the open goals have come from where they stood to where they should, weighted by the importance that the customer gave them.",
        DerivedMeasure.MilestoneDelay => "By how many days the earliest required milestone of the present stage is overdue; 0 when none is.",
        DerivedMeasure.DaysInStage => "How many days ago the account last entered its present stage.",
        DerivedMeasure.DaysToRenewal => "How many days are left until the next renewal.",
        DerivedMeasure.Nps => $"Would they recommend us, 0 to 10: the mean of each contact's latest answer in {source.Window} days.",
        DerivedMeasure.Csat => $"How content they are: the mean of each contact's latest answer in {source.Window} days.",
        DerivedMeasure.Referrals => $"How many others they sent our way in {source.Window} days.",
        DerivedMeasure.Touches => $"How many calls, mails, meetings and trainings were recorded in {source.Window} days.",
        _ => "The CSM's own latest judgement, 0 to 100, until it expires.",
    };
}
