using System.Globalization;
using System.Reflection;

namespace HealthScore.Domain.Primitives;

/// <summary>
/// Every sentence that is made by rules, in one place and whole, so that it can be translated (<see cref="Translations"/>): a place
/// holder never stands for half a word, an ending or an article.
/// </summary>
internal static class Phrases
{
    private const int MostDecimals = 6;

    public const string Stayed = "{0} stayed at {1}";
    public const string FellTo = "{0} fell from {1} to {2}";
    public const string RoseTo = "{0} rose from {1} to {2}";
    public const string FellBy = "{0} fell {1} % to {2}";
    public const string RoseBy = "{0} rose {1} % to {2}";
    public const string ValueAndUnit = "{0} {1}";
    public const string OneDay = "{0} day";
    public const string ManyDays = "{0} days";

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
    public const string SetByHand = "No outlook yet: before {0} a person set the score";
    public const string SetByHandNow = "No outlook yet: a person sets the score now";
    public const string Gap = "No outlook yet: days without a score lie before {0}";
    public const string Flat = "No outlook: the score has not moved since {0}, which says nothing of how far it can";

    public const string CallToday = "Call today: the contract is up for renewal";
    public const string CallBefore = "Call before the renewal on {0}";
    public const string FindChampion = "Find a new champion";
    public const string SettleRisk = "Settle what is open: {0}";
    public const string ReachMilestone = "Help them reach “{0}”, due on {1}";
    public const string FirstContact = "Get in touch: no contact is recorded";
    public const string GetInTouch = "Get in touch: the last contact was {0} days ago";
    public const string RestoreData = "Find out why data is missing: the score rests on {0} % of its model";
    public const string TalkAbout = "Talk about what costs most: {0}";
    public const string LookIn = "Look into the account";

    public const string RiskAtMost = "{0}: at most {1}";
    public const string RiskAtLeast = "{0}: at least {1}";
    public const string BelowAtMost = "{0} below {1}: at most {2}";
    public const string BelowAtLeast = "{0} below {1}: at least {2}";
    public const string AtMostAtMost = "{0} at most {1}: at most {2}";
    public const string AtMostAtLeast = "{0} at most {1}: at least {2}";
    public const string AboveAtMost = "{0} above {1}: at most {2}";
    public const string AboveAtLeast = "{0} above {1}: at least {2}";
    public const string AtLeastAtMost = "{0} at least {1}: at most {2}";
    public const string AtLeastAtLeast = "{0} at least {1}: at least {2}";
    public const string EqualAtMost = "{0} equal to {1}: at most {2}";
    public const string EqualAtLeast = "{0} equal to {1}: at least {2}";

    public const string NameLast = "{0}, latest";
    public const string NameSum = "{0}, total of {1} days";
    public const string NameSumOfOne = "{0}, total of 1 day";
    public const string NameMean = "{0}, mean of {1} days";
    public const string NameMeanOfOne = "{0}, mean of 1 day";
    public const string NameMin = "{0}, lowest of {1} days";
    public const string NameMinOfOne = "{0}, lowest of 1 day";
    public const string NameMax = "{0}, highest of {1} days";
    public const string NameMaxOfOne = "{0}, highest of 1 day";
    public const string NameActive = "{0}, active days of {1} days";
    public const string NameActiveOfOne = "{0}, active days of 1 day";
    public const string NameSince = "Days since {0}";
    public const string NameSlope = "{0}, trend over {1} days";
    public const string NameSlopeOfOne = "{0}, trend over 1 day";
    public const string NameChange = "{0}, change over {1} days";
    public const string NameChangeOfOne = "{0}, change over 1 day";
    public const string NameRatio = "{0} per {1}";
    public const string NameRank = "{0}, rank among peers";
    public const string NameGoals = "Goal attainment";
    public const string NameDelay = "Milestone delay";
    public const string NameDaysInStage = "Days in stage";
    public const string NameDaysToRenewal = "Days to renewal";
    public const string NameNps = "NPS, mean of {0} days";
    public const string NameCsat = "CSAT, mean of {0} days";
    public const string NameReferrals = "Referrals in {0} days";
    public const string NameTouches = "Touches in {0} days";
    public const string NamePulse = "CSM pulse";

    public const string ItsValueOfTheDay = "Its value of the day.";
    public const string ItsLatestReading = "Its latest reading.";
    public const string ItsTotal = "The total of the last {0} days.";
    public const string ItsMeanPerDay = "The mean per day over the last {0} days; a day without a reading is 0.";
    public const string ItsMean = "The mean of the readings of the last {0} days.";
    public const string ItsLowest = "The lowest value of the last {0} days.";
    public const string ItsHighest = "The highest value of the last {0} days.";
    public const string ItsActiveDays = "On how many of the last {0} days it was above 0.";
    public const string ItsLastAboveZero = "How many days ago it was last above 0, within {0} days.";
    public const string ItsLastReading = "How many days ago the last reading was.";
    public const string ItsTrend = "Its trend over the last {0} days, in % of its mean.";
    public const string ItsChange = "The mean of the last {0} days against that of the {0} days before, in %.";
    public const string DividedOver = "Divided by {0}, both over {1} days.";
    public const string DividedLatest = "Divided by {0}, the latest of both.";
    public const string ItsRank = "Its rank among the accounts of the same segment and stage: 100 is the highest.";
    public const string MoreIsBetter = "More is better.";
    public const string LessIsBetter = "Less is better.";
    public const string Leading = "A leading indicator: it moves before the outcome does.";
    public const string Lagging = "A lagging indicator: it moves after the outcome.";
    public const string SilentAfter = "Its source counts as silent after {0} days without a reading from anybody.";
    public const string StaleAfter = "A reading is stale after {0} days.";
    public const string GoalsMean = "How far the open goals have come from where they stood to where they should, weighted by the importance that the customer gave them.";
    public const string DelayMeans = "By how many days the earliest required milestone of the present stage is overdue; 0 when none is.";
    public const string DaysInStageMean = "How many days ago the account last entered its present stage.";
    public const string DaysToRenewalMean = "How many days are left until the next renewal.";
    public const string NpsMeans = "Would they recommend us, 0 to 10: the mean of each contact's latest answer in {0} days.";
    public const string CsatMeans = "How content they are: the mean of each contact's latest answer in {0} days.";
    public const string ReferralsMean = "How many others they sent our way in {0} days.";
    public const string TouchesMean = "How many calls, mails, meetings and trainings were recorded in {0} days.";
    public const string PulseMeans = "The CSM's own latest judgement, 0 to 100, until it expires.";

    public const string Silent = "Silent";
    public const string Stale = "Stale";
    public const string NoData = "No data";
    public const string Zero = "Zero";
    public const string SilentMeans = "Silent: no account at all has sent this lately. The source is down, and it does not count against this customer.";
    public const string StaleMeans = "Stale: the latest value is older than its metric allows, too old to go by.";
    public const string NoDataMeans = "No data: nothing was ever measured in this time. That is not a zero.";
    public const string ZeroMeans = "A real zero: the data came in, and it says none.";
    public const string Measured = "Measured.";
    public const string CountsAs50 = "It counts as 50 until there is data.";
    public const string CountsAs0 = "It counts as 0 until there is data.";
    public const string NoScoreWithout = "Without it there is no score.";
    public const string WeightGoes = "Its weight goes to the other measures until there is data.";

    public const string InForceYet = "In force";
    public const string BorneOut = "Borne out";
    public const string NotBorneOut = "Not borne out";
    public const string CannotBeTold = "Cannot be told";
    public const string OverrideRule = "An override is borne out when, by its last day, an outcome took its side or the computed score came at least half of the way towards it.";
    public const string PulseRule = "A pulse is judged after 90 days, once it has expired: by the outcomes since, a bad one before a good one; without any, by whether the computed score is then in the band it said (green from 70, red below 40). A neighbouring band decides nothing, nor does a score that the pulse still counts in.";

    public const string GoalsAtWork = "The progress of {0} open goals, weighted by importance.";
    public const string GoalAtWork = "The progress of 1 open goal, weighted by importance.";
    public const string NoGoal = "No goal is open.";
    public const string InNoStage = "The customer is in no stage.";
    public const string OverdueSince = "The earliest required milestone that is not done was due on {0}.";
    public const string NothingOverdue = "No required milestone of the stage is overdue.";
    public const string InStageSince = "In the stage since {0}.";
    public const string NextRenewal = "The next renewal is on {0}.";
    public const string NoRenewal = "No renewal lies ahead.";
    public const string Answers = "{0} / {1} answers = {2}; of each contact the latest.";
    public const string Answer = "{0} / 1 answer = {1}; of each contact the latest.";
    public const string NoAnswer = "Nobody has answered in the window.";
    public const string Referrals = "{0} referrals in the window.";
    public const string Referral = "1 referral in the window.";
    public const string Touches = "{0} touches in the window.";
    public const string Touch = "1 touch in the window.";
    public const string NoPulse = "The CSM has not judged yet.";
    public const string PulseOf = "The CSM's judgement of {0}.";
    public const string PulseExpired = "The CSM's judgement of {0} has expired.";

    public const string EffectAdded = "{0} is new in the model";
    public const string EffectRemoved = "{0} no longer counts";
    public const string EffectMore = "{0} counts for more";
    public const string EffectLess = "{0} counts for less";
    public const string EffectWorseCurve = "{0} gets a worse sub-score from its new curve";
    public const string EffectBetterCurve = "{0} gets a better sub-score from its new curve";
    public const string EffectCurveAndWeight = "{0} has another curve and another weight";
    public const string EffectData = "{0} has other data than when the score was made";

    public const string Thousands = "{0}k";
    public const string Millions = "{0}M";
    public const string Billions = "{0}B";

    /// <summary>All of them, as a language has to have them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. typeof(Phrases).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Distinct()];

    /// <summary>The sentence with its values, written as the culture writes them.</summary>
    public static string Say(CultureInfo culture, string sentence, params ReadOnlySpan<object?> values) => string.Format(culture, Translations.Of(sentence), values);

    /// <summary>A sentence without values.</summary>
    public static string Say(string sentence) => Translations.Of(sentence);

    /// <summary>As many decimals as a reader can use: none from a hundred on, two below one. With a true minus, as beside it on the page.</summary>
    public static string Number(double value, CultureInfo culture) => value
        .ToString(Math.Abs(value) >= 100 ? "#,0" : Math.Abs(value) >= 1 ? "0.#" : "0.##", culture).Replace(culture.NumberFormat.NegativeSign, "−", StringComparison.Ordinal);

    /// <summary>Two numbers that differ, with as many decimals as it takes to see that they do.</summary>
    public static (string First, string Second) Apart(double first, double second, CultureInfo culture)
    {
        var (a, b) = (Number(first, culture), Number(second, culture));
        for (var decimals = 1; a == b && decimals <= MostDecimals; decimals++) (a, b) = (Written(first, decimals), Written(second, decimals));
        return (a, b);

        string Written(double value, int decimals) => value.ToString("#,0." + new string('#', decimals), culture).Replace(culture.NumberFormat.NegativeSign, "−", StringComparison.Ordinal);
    }

    /// <summary>A day as people write it: 12 Mar 2026.</summary>
    public static string Day(DateOnly day, CultureInfo culture) => Days.Day(day, culture);
}
