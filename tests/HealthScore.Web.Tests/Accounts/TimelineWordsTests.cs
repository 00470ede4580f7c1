using HealthScore.Domain.Accounts;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts.Timeline;
using HealthScore.Engine.Organisation;
using HealthScore.Web.Accounts;
using HealthScore.Web.Shared;
using Microsoft.Extensions.Options;

namespace HealthScore.Web.Tests.Accounts;

/// <summary>Every entry of a timeline has its sentence, in the reader's own days, numbers and money.</summary>
public sealed class TimelineWordsTests
{
    private static readonly DateOnly s_day = new(2026, 3, 12);
    private static readonly Currency s_euro = new(Options.Create(new OrganisationOptions { Currency = "EUR" }));

    [Theory]
    [InlineData("en-GB", "ARR grew from €12,000 to €18,500", "Health set to 12.5, red, until 12 Mar 2026")]
    [InlineData("de-DE", "ARR grew from 12.000 € to 18.500 €", "Health set to 12,5, red, until 12. März 2026")]
    public void Numbers_AreTheReaders(string culture, string arr, string set)
    {
        using var _ = new Culture(culture);
        Words(TimelineKind.Arr, value: 18500, other: 12000).Replace('\u00A0', ' ').Should().Be(arr);
        Words(TimelineKind.Override, TimelinePhase.Began, "1", 12.5, (int)ScoreKind.Health, s_day).Should().Be(set);
    }

    [Fact]
    public void EveryKindAndPhase_HasASentenceOfItsOwn()
    {
        using var _ = new Culture("en-GB");
        List<string> words =
        [
            Words(TimelineKind.Touch, name: "mail"), Words(TimelineKind.Risk, TimelinePhase.Began, "champion_left"), Words(TimelineKind.Risk, TimelinePhase.Ended, "champion_left"),
            Words(TimelineKind.Outcome, value: (int)OutcomeKind.Churned), Words(TimelineKind.Outcome, value: (int)OutcomeKind.Expanded, other: 900),
            Words(TimelineKind.Stage, name: "Value"), Words(TimelineKind.Stage), Words(TimelineKind.Segment, name: "SMB"), Words(TimelineKind.Segment), Words(TimelineKind.Owner, name: "Ada"), Words(TimelineKind.Owner),
            Words(TimelineKind.Arr, value: 1, other: 2), Words(TimelineKind.Override, TimelinePhase.Ended, other: 1), Words(TimelineKind.Pulse, value: 40), Words(TimelineKind.Pulse, value: 40, until: s_day),
            Words(TimelineKind.Survey, name: "nps", value: 9), Words(TimelineKind.Referral), Words(TimelineKind.Goal, TimelinePhase.Began, "Sites", 5, 60), Words(TimelineKind.Goal, TimelinePhase.Ended, "Sites"),
            Words(TimelineKind.Goal, TimelinePhase.Point, "Sites", 7, 60), Words(TimelineKind.Milestone, name: "Kick-off"), Words(TimelineKind.Model, name: "Standard", value: 2), Words(TimelineKind.Model, TimelinePhase.Ended, "Standard", 3), Words(TimelineKind.Metric, name: "Logins"), Words(TimelineKind.Start),
        ];
        words.Should().OnlyHaveUniqueItems().And.NotContain(w => w.Length == 0 || w.Contains('{'));
        words[..5].Should().Equal("Mail", "Champion left opened", "Champion left closed", "Churned", "Expanded: €900");
    }

    private static string Words(TimelineKind kind, TimelinePhase phase = TimelinePhase.Point, string? name = null, double? value = null, double? other = null, DateOnly? until = null) =>
        TimelineWords.Of(new(s_day, kind, phase, "", name, null, null, value, other, until, null), s_euro);
}
