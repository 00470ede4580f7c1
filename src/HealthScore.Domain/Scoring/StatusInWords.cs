using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>The states of a measure's data, which are never mixed up: a value, a real zero, nothing, too old, or a source that is down.</summary>
public static class StatusInWords
{
    /// <summary>A word for a table, e.g. <c>Stale</c>; for a value that is not zero, nothing.</summary>
    public static string Word(MeasureStatus status, double? value) => status switch
    {
        MeasureStatus.Silent => "Silent",
        MeasureStatus.Stale => "Stale",
        MeasureStatus.Missing => "No data",
        _ => value == 0 ? "Zero" : "",
    };

    /// <summary>What the word means, in a sentence.</summary>
    public static string Meaning(MeasureStatus status, double? value) => status switch
    {
        MeasureStatus.Silent => "Silent: no account at all has sent this lately. The source is down, and it does not count against this customer.",
        MeasureStatus.Stale => "Stale: the latest value is older than its metric allows, too old to go by.",
        MeasureStatus.Missing => "No data: nothing was ever measured in this time. That is not a zero.",
        _ => value == 0 ? "A real zero: the data came in, and it says none." : "Measured.",
    };

    /// <summary>What becomes of the score without it, e.g. <c>Its weight goes to the others.</c></summary>
    public static string Consequence(MissingPolicy policy) => policy switch
    {
        MissingPolicy.Neutral => "It counts as 50 until there is data.",
        MissingPolicy.Zero => "It counts as 0 until there is data.",
        MissingPolicy.Required => "Without it there is no score.",
        _ => "Its weight goes to the other measures until there is data.",
    };
}
