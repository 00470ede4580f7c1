using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>The states of a measure's data, which are never mixed up: a value, a real zero, nothing, too old, or a source that is down.</summary>
public static class StatusInWords
{
    /// <summary>A word for a table, e.g. <c>Stale</c>; for a value that is not zero, nothing.</summary>
    public static string Word(MeasureStatus status, double? value) => status switch
    {
        MeasureStatus.Silent => Phrases.Say(Phrases.Silent),
        MeasureStatus.Stale => Phrases.Say(Phrases.Stale),
        MeasureStatus.Missing => Phrases.Say(Phrases.NoData),
        _ => value == 0 ? Phrases.Say(Phrases.Zero) : "",
    };

    /// <summary>What the word means, in a sentence.</summary>
    public static string Meaning(MeasureStatus status, double? value) => status switch
    {
        MeasureStatus.Silent => Phrases.Say(Phrases.SilentMeans),
        MeasureStatus.Stale => Phrases.Say(Phrases.StaleMeans),
        MeasureStatus.Missing => Phrases.Say(Phrases.NoDataMeans),
        _ => Phrases.Say(value == 0 ? Phrases.ZeroMeans : Phrases.Measured),
    };

    /// <summary>What becomes of the score without it, e.g. <c>Its weight goes to the others.</c></summary>
    public static string Consequence(MissingPolicy policy) => policy switch
    {
        MissingPolicy.Neutral => Phrases.Say(Phrases.CountsAs50),
        MissingPolicy.Zero => Phrases.Say(Phrases.CountsAs0),
        MissingPolicy.Required => Phrases.Say(Phrases.NoScoreWithout),
        _ => Phrases.Say(Phrases.WeightGoes),
    };
}
