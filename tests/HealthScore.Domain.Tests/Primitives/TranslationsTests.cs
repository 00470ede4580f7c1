using System.Globalization;
using System.Text.RegularExpressions;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.MyDay;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Primitives;

/// <summary>Whatever is said by rules is said in the user's language, once there is a file of it; a language for the test writes every letter as ж.</summary>
public sealed partial class TranslationsTests
{
    private static readonly CultureInfo s_culture = CultureInfo.GetCultureInfo("uk-UA");
    private static readonly DateOnly s_day = new(2026, 3, 12);
    private static readonly Dictionary<string, Metric> s_metrics = new[]
    {
        new Metric("a", "Ю", MetricKind.Count) { Description = "Ю" }, new Metric("b", "Я", MetricKind.Gauge) { IsLeading = false, HigherIsBetter = false },
    }.ToDictionary(m => m.Key);

    [Fact]
    public void EverySentence_IsSaidInTheLanguageOfTheUser()
    {
        Translations.Add("eo", Translations.Sentences.ToDictionary(s => s, s => Letters().Replace(s, "ж")));
        var (before, english) = (CultureInfo.CurrentUICulture, Said().ToList());
        english.Should().HaveCountGreaterThan(120).And.OnlyContain(s => Letters().IsMatch(s), "otherwise the test would see nothing");
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("eo-001");
            string.Join('\n', Said().Where(s => Letters().IsMatch(s))).Should().BeEmpty("all of it is translated, also for a region of the language");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void EveryLanguage_HasEverySentence_WithItsPlaceHolders()
    {
        Translations.Sentences.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(150);
        foreach (var language in Translations.Languages.Where(l => l != "eo"))
        {
            var own = Translations.In(language)!;
            Translations.Sentences.Where(s => !own.TryGetValue(s, out var said) || !Holders(s).SetEquals(Holders(said))).Should().BeEmpty($"{language} has to say it too");
        }
    }

    private static HashSet<string> Holders(string sentence) => [.. PlaceHolders().Matches(sentence).Select(m => m.Value)];

    private static IEnumerable<string> Said()
    {
        List<MeasureSource> sources =
        [
            .. s_metrics.Keys.SelectMany(key => Enum.GetValues<Aggregation>().SelectMany(a => new[] { 1, 30 }.Select(days => (MeasureSource)new MetricSource(key, a, days, a == Aggregation.Ratio ? "b" : null)))),
            .. Enum.GetValues<DerivedMeasure>().Select(d => new DerivedSource(d, 45)),
        ];
        foreach (var source in sources)
        {
            yield return SourceName.Of(source, s_metrics);
            foreach (var sentence in MeasureInWords.Of(new() { Id = "m", Source = source, Curve = new PassCurve(1, false), Weight = 1 }, s_metrics).Where(s => s != "Ю.")) yield return sentence;
        }

        foreach (var status in Enum.GetValues<MeasureStatus>())
        {
            yield return StatusInWords.Word(status, 0);
            yield return StatusInWords.Meaning(status, 0);
        }

        yield return StatusInWords.Meaning(MeasureStatus.Ok, 1);
        foreach (var policy in Enum.GetValues<MissingPolicy>()) yield return StatusInWords.Consequence(policy);
        foreach (var verdict in Enum.GetValues<Verdict>()) yield return VerdictInWords.Of(verdict);
        yield return VerdictInWords.Rule;
        yield return VerdictInWords.PulseRule;
        foreach (var isCap in new[] { true, false })
        {
            yield return RuleInWords.Of(new() { RiskEvent = "ю_я", IsCap = isCap, Limit = 60 }, new Dictionary<string, string>(), s_culture);
            foreach (var comparison in Enum.GetValues<Comparison>())
                yield return RuleInWords.Of(new() { MeasureId = "m", Comparison = comparison, Value = 5, IsCap = isCap, Limit = 60 }, new Dictionary<string, string> { ["m"] = "Ю" }, s_culture);
        }

        foreach (var cause in Enum.GetValues<EffectCause>()) yield return EffectInWords.Of(new(0, cause, -1), "Ю");
        foreach (var sentence in OfChanges().Concat(OfStandings()).Concat(OfSteps()).Concat(OfHistory())) yield return sentence;
        foreach (var why in Enum.GetValues<NoOutlook>()) yield return OutlookInWords.Of(new(null, why, s_day), s_culture);
        yield return OutlookInWords.Of(new(null, NoOutlook.SetByHand), s_culture);
        yield return OutlookInWords.Of(new(new Trajectory(s_day, s_day, 55, 54, 47, 61)), s_culture);
        yield return OutlookInWords.Of(new(new Trajectory(s_day, s_day, 55, 55, 55, 55)), s_culture);
        foreach (var isSet in new[] { true, false })
        {
            yield return NoScoreInWords.Of(["Ю"], 0, 1, isSet, s_culture);
            yield return NoScoreInWords.Of([], 0.2, 0.5, isSet, s_culture);
            yield return NoScoreInWords.Of([], 0, 0, isSet, s_culture);
        }
    }

    private static IEnumerable<string> OfChanges()
    {
        foreach (var (before, after, unit) in new (double?, double?, string)[] { (100, 38, ""), (38, 100, "Я"), (40, 12, "%"), (12, 41, "days"), (3, 1, "days"), (5, 5, "") })
            yield return Reason(new(-1, 0, 0, [new("m", -1)], 0), new("Ю", unit, before, after));
        foreach (var (before, after) in new (double?, double?)[] { (1, null), (null, 1), (1, 1) }) yield return Reason(new(-1, 0, -1, [], 0), new("Ю", "", before, after));
        yield return Reason(new(-1, 0, -1, [], 0) { Before = new("Ю", []), Now = new("Я", []) }, new("Ю", "", 1, 1));
        foreach (var (before, now) in new (string[], string[])[] { ([], ["m"]), (["m"], []), (["m"], ["m"]) })
            yield return Reason(new(-1, 0, -1, [], 0) { Before = new(null, before), Now = new(null, now) }, new("Ю", "", 1, null));
        foreach (var (other, segment, stage) in new[] { (false, false, false), (true, true, false), (true, false, true), (true, true, true), (true, false, false) })
            yield return Reason(new(-1, -1, 0, [], 0), new("Ю", "", 1, 1), new(other, segment, stage));
        foreach (var (before, now) in new (string[], string[])[] { ([], ["Ю"]), (["Ю"], []), (["Ю"], ["Я"]), (["Ю"], ["Ю"]), ([], []) })
            yield return Reason(new(-1, 0, 0, [], -1), new("Ю", "", 1, 1), default, new(before, now));
        yield return Reasons.ByHand(50, s_culture);
        foreach (var after in new[] { 40.0, 50, 60 }) yield return Waterfall.Of(50, after, [], s_culture).InWords("Ю", s_day, s_culture);
        yield return Waterfall.Of(50, 40, [], s_culture).Steps[0].Text;
        yield return Waterfall.Of(50, 40, [.. Enumerable.Repeat(new Reason("Ю", -0.5, CauseKind.Input), 20)], s_culture).Steps[^1].Text;
    }

    private static string Reason(WhyItMoved why, MeasureMove move, ModelMove model = default, HeldRules? held = null) =>
        Reasons.Of(why, new Dictionary<string, MeasureMove> { ["m"] = move }, held ?? new([], []), model, s_culture)[0].Text;

    private static IEnumerable<string> OfStandings()
    {
        foreach (var lost in new[] { 1.0, 3 })
            foreach (var value in new double?[] { 5, null })
                yield return Standing.Of([new("Ю", "", value, lost)], 60, 60, [], s_culture)!.Text;
        foreach (var count in new[] { 1, 5 }) yield return Standing.Of(Enumerable.Repeat(new MeasureLoss("Ю", "", 5, null, IsShort: true), count), 0, 0, [], s_culture)!.Text;
        foreach (var (computed, published) in new (double?, double)[] { (null, 30), (60, 30), (20, 30), (30, 30) }) yield return Standing.Of([], computed, published, ["Ю"], s_culture)!.Text;
    }

    private static IEnumerable<string> OfSteps()
    {
        var calm = new NextStepFacts { Today = s_day, Band = Band.Red, LastContact = s_day, Coverage = 1 };
        NextStepFacts[] facts =
        [
            calm, calm with { Renewal = s_day }, calm with { Renewal = s_day.AddDays(3) }, calm with { OpenRisks = ["champion_left"] }, calm with { OpenRisks = ["ю_я"] }, calm with { LateMilestone = "Ю", LateSince = s_day },
            calm with { LastContact = null }, calm with { LastContact = s_day.AddDays(-90) }, calm with { Coverage = 0.1 }, calm with { CostliestMeasure = "Ю" },
        ];
        return facts.Select(f => NextStep.Of(f, s_culture).Text);
    }

    // Of a customer of which nothing is known, and of one with something of each.
    private static IEnumerable<string> OfHistory()
    {
        var (none, much) = (new AccountHistory { Start = s_day }, new AccountHistory { Start = s_day.AddDays(-100) });
        much.States.Add(new() { From = s_day.AddDays(-50), StageId = 1 });
        much.Renewals.Add(s_day.AddDays(9));
        much.Goals.Add(new() { Name = "Ю", Opened = s_day.AddDays(-9), Target = 10 });
        much.Touches.Add(s_day);
        much.Referrals.AddRange([s_day, s_day]);
        much.Responses.AddRange([new() { Survey = "nps", Contact = "Ю", Day = s_day, Score = 9 }, new() { Survey = "csat", Contact = "Ю", Day = s_day, Score = 5 }, new() { Survey = "csat", Contact = "Я", Day = s_day, Score = 5 }]);
        much.Pulses.Add(new() { Day = s_day, Score = 50, Expires = s_day });
        foreach (var history in new[] { none, much })
            foreach (var measure in Enum.GetValues<DerivedMeasure>())
                yield return MeasureEvidence.Of(new DerivedSource(measure, 30), new AccountDay(new AccountReadings(), history, s_day, PeerDistribution.None, false), s_culture).How;
    }

    [GeneratedRegex("[A-Za-z](?![^{]*})")]
    private static partial Regex Letters();

    [GeneratedRegex("\\{[0-9]\\}")]
    private static partial Regex PlaceHolders();
}
