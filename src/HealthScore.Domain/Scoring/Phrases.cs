using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// Every sentence that is made of a score's numbers, in one place and whole, so that it can be translated: a place holder never
/// stands for half a word, an ending or an article.
/// </summary>
internal static class Phrases
{
    public const string Stayed = "{0} stayed at {1}";
    public const string FellTo = "{0} fell from {1} to {2}";
    public const string RoseTo = "{0} rose from {1} to {2}";
    public const string FellBy = "{0} fell {1} % to {2}";
    public const string RoseBy = "{0} rose {1} % to {2}";
    public const string ValueAndUnit = "{0} {1}";
    public const string OneDay = "day";

    public const string NameAt = "{0} at {1}";
    public const string NameWithoutData = "{0} without data";
    public const string Both = "{0}; {1}";

    public const string OtherSegment = "Another model applies since the segment changed";
    public const string OtherStage = "Another model applies since the stage changed";
    public const string OtherSegmentAndStage = "Another model applies since segment and stage changed";
    public const string OtherModel = "Another model now scores the accounts of this segment and stage";
    public const string OtherVersion = "A new version of the model scores the same values differently";

    public const string DataLost = "No data any more for {0}";
    public const string DataBack = "Data is there now for {0}";
    public const string DataBackAndLost = "Data is there for {0}, no longer for {1}";
    public const string DataReweighed = "Measures weigh differently since data came or went";

    public const string OtherWorst = "{0} is the worst dimension now, before it was {1}";

    public const string ShortNow = "Short of target now: {0}";
    public const string ShortNoMore = "No longer short of target: {0}";
    public const string ShortNowAndNoMore = "Short of target now: {0}; no longer: {1}";
    public const string ShortStill = "Short of target: {0}";
    public const string ShortAndMore = "Short of target: {0} and {1} more";

    public const string Costs = "{0} at {1} costs {2} points";
    public const string CostsOne = "{0} at {1} costs 1 point";
    public const string LacksAndCosts = "{0} has no value and costs {1} points";
    public const string LacksAndCostsOne = "{0} has no value and costs 1 point";
    public const string HeldDown = "Held down by {0}";
    public const string HeldUp = "Held up by {0}";
    public const string SetBy = "Set by {0}";
    public const string InForce = "In force: {0}";

    public const string NowInForce = "Now in force: {0}";
    public const string NoLongerInForce = "No longer in force: {0}";
    public const string NowAndNoLonger = "Now in force: {0}; no longer: {1}";
    public const string StillInForce = "Still in force: {0}";
    public const string RulesAndOverrides = "Rules and overrides";
    public const string ByHand = "a person's override to {0}";

    public const string Rose = "{0} rose by {1} points to {2} since {3}";
    public const string Fell = "{0} fell by {1} points to {2} since {3}";
    public const string StayedSince = "{0} is at {1}, as on {2}";

    public const string SmallerCauses = "{0} smaller causes together";
    public const string TinyCauses = "Causes of less than a hundredth of a point each";

    public const string NoScoreAtAll = "No score: {0}";
    public const string NoComputedScore = "No computed score: {0}";
    public const string LacksCoverage = "{0} % of the model's weight has data, and it takes {1} %";
    public const string LacksRequired = "required data is missing for {0}";
    public const string LacksEverything = "none of the measures that weigh anything has data";

    public const string Likely = "Likely {0} to {1} by {2}";
    public const string LikelyAbout = "Likely about {0} by {1}";
    public const string NoScore = "No outlook: there is no score to look ahead from";
    public const string TooShort = "No outlook yet: it takes {0} days of scores in a row, and they begin on {1}";
    public const string ModelChanged = "No outlook yet: another model or version scores since {0}, and it takes {1} days under one";
    public const string CoverageChanged = "No outlook yet: data came or went on {0}, and the score is made of something else since";
    public const string SetByHand = "No outlook yet: a person set the score until {0}";
    public const string Gap = "No outlook yet: days without a score lie before {0}";
    public const string Flat = "No outlook: the score has not moved since {0}, which says nothing of how far it can";

    /// <summary>The sentence with its values, written as the culture writes them.</summary>
    public static string Say(CultureInfo culture, string sentence, params ReadOnlySpan<object?> values) => string.Format(culture, sentence, values);

    /// <summary>As many decimals as a reader can use: none from a hundred on, two below one. With a true minus, as beside it on the page.</summary>
    public static string Number(double value, CultureInfo culture) => value
        .ToString(Math.Abs(value) >= 100 ? "#,0" : Math.Abs(value) >= 1 ? "0.#" : "0.##", culture).Replace(culture.NumberFormat.NegativeSign, "−", StringComparison.Ordinal);

    /// <summary>A day as people write it: 12 Mar 2026.</summary>
    public static string Day(DateOnly day, CultureInfo culture) => Days.Day(day, culture);
}
