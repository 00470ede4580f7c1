using System.Globalization;
using HealthScore.Domain.MyDay;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.MyDay;

public sealed class NextStepTests
{
    private static readonly CultureInfo s_culture = CultureInfo.GetCultureInfo("en-GB");
    private static readonly DateOnly s_today = new(2026, 3, 18);
    private static readonly NextStepFacts s_calm = new() { Today = s_today, Band = Band.Yellow, LastContact = s_today.AddDays(-3), Coverage = 1 };

    /// <summary>A case for every kind, and for each edge of a rule.</summary>
    public static TheoryData<string, NextStepFacts, NextStepKind, string> Cases => new()
    {
        { "red, in 60 days", s_calm with { Band = Band.Red, Renewal = s_today.AddDays(60) }, NextStepKind.CallBeforeRenewal, "Call before the renewal on 17 May" },
        { "red, today", s_calm with { Band = Band.Red, Renewal = s_today }, NextStepKind.CallBeforeRenewal, "Call today: the contract is up for renewal" },
        { "red, in 61 days", s_calm with { Band = Band.Red, Renewal = s_today.AddDays(61) }, NextStepKind.LookIn, "Look into the account" },
        { "yellow, in 30 days", s_calm with { Renewal = s_today.AddDays(30) }, NextStepKind.CallBeforeRenewal, "Call before the renewal on 17 Apr" },
        { "yellow, in 31 days", s_calm with { Renewal = s_today.AddDays(31) }, NextStepKind.LookIn, "Look into the account" },
        { "green", s_calm with { Band = Band.Green, Renewal = s_today }, NextStepKind.LookIn, "Look into the account" },
        { "champion", s_calm with { OpenRisks = ["payment_failed", "champion_left"] }, NextStepKind.FindChampion, "Find a new champion" },
        { "risk", s_calm with { OpenRisks = ["payment_failed", "merger"] }, NextStepKind.SettleRisk, "Settle what is open: payment failed" },
        { "milestone", s_calm with { LateMilestone = "Go live", LateSince = new(2026, 3, 1) }, NextStepKind.CatchUpMilestone, "Help them reach “Go live”, due on 1 Mar" },
        { "never spoken", s_calm with { LastContact = null }, NextStepKind.GetInTouch, "Get in touch: no contact is recorded" },
        { "long ago", s_calm with { LastContact = s_today.AddDays(-60) }, NextStepKind.GetInTouch, "Get in touch: the last contact was 60 days ago" },
        { "59 days ago", s_calm with { LastContact = s_today.AddDays(-59) }, NextStepKind.LookIn, "Look into the account" },
        { "little data", s_calm with { Coverage = 0.59 }, NextStepKind.RestoreData, "Find out why data is missing: the score rests on 59 % of its model" },
        { "enough data", s_calm with { Coverage = 0.6 }, NextStepKind.LookIn, "Look into the account" },
        { "a measure", s_calm with { CostliestMeasure = "Logins, total of 30 days" }, NextStepKind.RaiseMeasure, "Talk about what costs most: Logins, total of 30 days" },
        { "nothing", s_calm, NextStepKind.LookIn, "Look into the account" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_FollowsFromTheFacts(string because, NextStepFacts facts, NextStepKind kind, string text) =>
        NextStep.Of(facts, s_culture).Should().Be(new NextStep(kind, text), because);

    [Fact]
    public void EveryKind_HasACase() => Cases.Select(c => (NextStepKind)c[2]).Distinct().Should().BeEquivalentTo(Enum.GetValues<NextStepKind>());

    [Fact]
    public void Step_IsTheFirstThatHolds()
    {
        var all = s_calm with
        {
            Band = Band.Red, Renewal = s_today.AddDays(5), OpenRisks = ["champion_left"], LateMilestone = "Go live", LateSince = s_today.AddDays(-1), LastContact = null, Coverage = 0.1, CostliestMeasure = "Logins",
        };
        NextStepFacts[] falling = [all, all with { Renewal = null }, all with { Renewal = null, OpenRisks = ["merger"] }, all with { Renewal = null, OpenRisks = [] }, all with { Renewal = null, OpenRisks = [], LateMilestone = null }];
        falling.Select(f => NextStep.Of(f, s_culture).Kind).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }
}
