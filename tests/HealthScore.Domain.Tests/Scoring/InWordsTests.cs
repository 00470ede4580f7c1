using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>There are words for everything that can be the case, no two cases share them, and numbers and days are the reader's.</summary>
public sealed class InWordsTests
{
    private static readonly DateOnly s_day = new(2026, 3, 12);
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo s_german = CultureInfo.GetCultureInfo("de-DE");

    [Theory]
    [InlineData("Logins, Seats", .9, .5, false, "No score: required data is missing for Logins, Seats")]
    [InlineData("", .4999, .5, false, "No score: 49 % of the model's weight has data, and it takes 50 %")]
    [InlineData("", .3, .333, false, "No score: 30 % of the model's weight has data, and it takes 33.3 %")]
    [InlineData("", .29, .5, false, "No score: 29 % of the model's weight has data, and it takes 50 %")]
    [InlineData("", .57, .6, true, "No computed score: 57 % of the model's weight has data, and it takes 60 %")]
    [InlineData("", 0, 0, false, "No score: none of the measures that weigh anything has data")]
    public void NoScore_NamesTheGateThatShutsIt(string required, double coverage, double least, bool isSet, string words) =>
        NoScoreInWords.Of(required.Length == 0 ? [] : required.Split(", "), coverage, least, isSet, CultureInfo.InvariantCulture).Should().Be(words);

    [Fact]
    public void Outlook_SaysWhatIsLikely()
    {
        var outlook = new Outlook(new Trajectory(s_day, s_day.AddDays(30), 55, 54, 47.6, 61.2));
        OutlookInWords.Of(outlook, s_english).Should().Be("Likely 48 to 61 by 11 Apr 2026");
        OutlookInWords.Of(outlook, s_german).Should().Be("Likely 48 to 61 by 11. Apr. 2026");
        OutlookInWords.Of(new(new Trajectory(s_day, s_day.AddDays(30), 55, 55, 54.9, 55.2)), s_english).Should().Be("Likely about 55 by 11 Apr 2026");
    }

    [Fact]
    public void Outlook_ThatThereIsNot_SaysWhy()
    {
        var words = Enum.GetValues<NoOutlook>().Select(why => OutlookInWords.Of(new(null, why, s_day), s_english)).ToList();
        words.Should().OnlyHaveUniqueItems().And.OnlyContain(w => w.StartsWith("No outlook", StringComparison.Ordinal) && !w.Contains('{'));
        words[(int)NoOutlook.TooShort - 1].Should().Contain("120 days").And.Contain("12 Mar 2026");
    }

    [Theory]
    [InlineData(58.59, 50, "en-GB", "Health fell by 8.6 points to 50.0 since 12 Mar 2026")]
    [InlineData(50, 58.59, "de-DE", "Health rose by 8,6 points to 58,6 since 12. März 2026")]
    [InlineData(50, 50, "en-GB", "Health is at 50.0, as on 12 Mar 2026")]
    public void Change_IsSaidInOneSentence(double before, double after, string culture, string words)
    {
        var reader = CultureInfo.GetCultureInfo(culture);
        Waterfall.Of(before, after, [new("x", after - before, CauseKind.Input)], reader).InWords("Health", s_day, reader).Should().Be(words);
    }

    [Fact]
    public void States_OfData_AreFour_AndAZeroIsNoneOfThem()
    {
        var states = new[] { (MeasureStatus.Missing, (double?)null), (MeasureStatus.Stale, null), (MeasureStatus.Silent, null), (MeasureStatus.Ok, 0.0) };
        states.Select(s => StatusInWords.Word(s.Item1, s.Item2)).Should().Equal("No data", "Stale", "Silent", "Zero");
        states.Select(s => StatusInWords.Meaning(s.Item1, s.Item2)).Should().OnlyHaveUniqueItems();
        StatusInWords.Word(MeasureStatus.Ok, 3).Should().BeEmpty();
        Enum.GetValues<MissingPolicy>().Select(StatusInWords.Consequence).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Verdicts_HaveWordsOfTheirOwn() => Enum.GetValues<Verdict>().Select(VerdictInWords.Of).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Measures_SayWhatTheyMean_WhateverTheyAre()
    {
        var metrics = new[] { new Metric("logins", "Logins", MetricKind.Count) { Description = "Sign-ins of all users" }, new Metric("seats", "Seats", MetricKind.Gauge) { IsLeading = false, HigherIsBetter = false } }.ToDictionary(m => m.Key);
        var sources = metrics.Keys.SelectMany(key => Enum.GetValues<Aggregation>().Select(a => (MeasureSource)new MetricSource(key, a, 30, a == Aggregation.Ratio ? key : null)))
            .Concat(Enum.GetValues<DerivedMeasure>().Select(d => new DerivedSource(d, 45)));
        var words = sources.Select(s => string.Join(' ', MeasureInWords.Of(new() { Id = "m", Source = s, Curve = new PassCurve(1, false), Weight = 1 }, metrics))).ToList();
        words.Should().OnlyHaveUniqueItems().And.OnlyContain(w => w.EndsWith('.'));
        words[1].Should().Be("Sign-ins of all users. The total of the last 30 days. More is better. A leading indicator: it moves before the outcome does. Its source counts as silent after 3 days without a reading from anybody.");
    }
}
