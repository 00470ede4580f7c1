using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Metrics;
using HealthScore.Web.Shared;

namespace HealthScore.Web.Metrics;

/// <summary>What metrics are called and said to be.</summary>
public static class MetricWords
{
    /// <summary>Count or gauge, in lower case.</summary>
    public static string Word(this MetricKind kind) => kind == MetricKind.Count ? "count" : "gauge";

    /// <summary>What the kind means.</summary>
    public static string Sentence(MetricKind kind) => kind == MetricKind.Count
        ? "Adds up. A day without a reading is a day of 0."
        : "A state. The last reading stands until it is stale.";

    /// <summary>An aggregation in one plain sentence.</summary>
    public static string Sentence(Aggregation aggregation, MetricKind kind) => (aggregation, kind) switch
    {
        (Aggregation.Last, MetricKind.Count) => "The value of the day itself.",
        (Aggregation.Last, _) => "The latest reading, as long as it is not stale.",
        (Aggregation.Sum, _) => "All values of the window added up.",
        (Aggregation.Mean, MetricKind.Count) => "The total of the window divided by its days.",
        (Aggregation.Mean, _) => "The mean of the readings in the window.",
        (Aggregation.Min, MetricKind.Count) => "The lowest day of the window; a day without a reading is 0.",
        (Aggregation.Min, _) => "The lowest reading in the window.",
        (Aggregation.Max, MetricKind.Count) => "The highest day of the window.",
        (Aggregation.Max, _) => "The highest reading in the window.",
        (Aggregation.ActiveDays, MetricKind.Count) => "How many days of the window have a value above 0.",
        (Aggregation.ActiveDays, _) => "How many readings in the window are above 0.",
        (Aggregation.DaysSince, MetricKind.Count) => "How many days have passed since the last value above 0, at most the window.",
        (Aggregation.DaysSince, _) => "How many days have passed since the last reading in the window.",
        (Aggregation.Slope, _) => "Where the window is heading: the rise of a straight line through it, in % of its mean.",
        (Aggregation.Change, _) => "The mean of this window against that of the window before, in %.",
        (Aggregation.Ratio, MetricKind.Count) => "The total of the window divided by that of a second count.",
        (Aggregation.Ratio, _) => "The latest reading divided by that of a second gauge.",
        (Aggregation.Percentile, MetricKind.Count) => "The share of accounts of the same segment and stage with a lower mean, 0–100.",
        (Aggregation.Percentile, _) => "The share of accounts of the same segment and stage with a lower latest reading, 0–100.",
        _ => throw new ArgumentException($"no such aggregation: {aggregation}", nameof(aggregation)),
    };

    /// <summary>How fresh a source is, as a word with its colour and a sentence. Late begins when half of the time is over.</summary>
    public static (Band Band, string Word, string Says) Look(MetricFreshness metric) => metric switch
    {
        { Age: null } => (Band.Unknown, "No readings", "There has never been a reading."),
        { IsLate: true, Kind: MetricKind.Count } => (Band.Red, "Silent", "No account has had a reading for so long that the source counts as silent."),
        { IsLate: true } => (Band.Red, "Stale", "The newest reading is too old to be used."),
        _ when metric.Age * 2 > metric.Freshness => (Band.Yellow, "Late", "More than half of the time is over after which it is silent or stale."),
        _ => (Band.Green, "Fresh", "Readings come as expected."),
    };

    /// <summary>How long ago, in words.</summary>
    public static string Age(int? days) => days is not { } age ? Formats.None : age == 0 ? "today" : age == 1 ? "yesterday" : $"{Formats.Count(age)} days ago";

    /// <summary>A value with about three figures.</summary>
    public static string Number(double? value) => Formats.Number(value, value is not { } v ? 0 : Math.Abs(v) switch { >= 100 => 0, >= 10 => 1, >= 1 => 2, _ => 3 });

    public static string YesNo(bool? value) => value switch { true => "Yes", false => "No", _ => "Not said yet" };

    /// <summary>An address that may be linked to; null: it is a name.</summary>
    public static string? Address(string playbook) =>
        Uri.TryCreate(playbook, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : null;
}
