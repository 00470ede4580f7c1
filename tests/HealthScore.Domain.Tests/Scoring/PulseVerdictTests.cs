using HealthScore.Domain.Accounts;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>Whether whoever gave a pulse was right: every rule, as a table.</summary>
public sealed class PulseVerdictTests
{
    private static readonly DateOnly s_day = new(2026, 1, 10);

    [Theory]
    [InlineData(80, 90.0, "", Verdict.BorneOut)]
    [InlineData(80, 55.0, "", Verdict.CannotTell)]
    [InlineData(80, 39.0, "", Verdict.NotBorneOut)]
    [InlineData(50, 55.0, "", Verdict.BorneOut)]
    [InlineData(50, 39.0, "", Verdict.CannotTell)]
    [InlineData(20, 39.0, "", Verdict.BorneOut)]
    [InlineData(20, 70.0, "", Verdict.NotBorneOut)]
    [InlineData(20, null, "", Verdict.CannotTell)]
    [InlineData(80, 10.0, "renewed", Verdict.BorneOut)]
    [InlineData(80, 90.0, "contracted", Verdict.NotBorneOut)]
    [InlineData(80, 90.0, "expanded contracted", Verdict.NotBorneOut)]
    [InlineData(20, 90.0, "contracted", Verdict.BorneOut)]
    [InlineData(20, 10.0, "expanded", Verdict.NotBorneOut)]
    [InlineData(50, 55.0, "renewed", Verdict.CannotTell)]
    public void Pulse_IsJudgedByWhatHappened_OrByTheScore(double score, double? computed, string outcomes, Verdict verdict)
    {
        List<Outcome> happened = [.. outcomes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => new Outcome { Day = s_day.AddDays(90), Kind = Enum.Parse<OutcomeKind>(o, ignoreCase: true) })];
        // What lies outside its days does not count.
        happened.Add(new() { Day = s_day, Kind = OutcomeKind.Contracted });
        happened.Add(new() { Day = s_day.AddDays(91), Kind = OutcomeKind.Churned });
        PulseVerdict.Of(Pulse(score), computed, happened, s_day.AddDays(91)).Verdict.Should().Be(verdict);
    }

    [Fact]
    public void Pulse_IsOpenFor90Days_AndWhileItCounts()
    {
        PulseVerdict.Of(Pulse(80), 90, [], s_day.AddDays(90)).Verdict.Should().Be(Verdict.Open);
        PulseVerdict.Of(Pulse(80, 120), 90, [], s_day.AddDays(121)).Should().Be(new PulseVerdict(Verdict.Open, s_day.AddDays(121), Band.Green), "on its last day it still counts in the score");
        PulseVerdict.Of(Pulse(80, 120), 90, [], s_day.AddDays(122)).Verdict.Should().Be(Verdict.BorneOut);
    }

    [Fact]
    public void Pulse_OfACustomerThatHasLeft_IsJudgedAtOnce_ButNotBeforeItHas()
    {
        Outcome[] left = [new() { Day = s_day.AddDays(20), Kind = OutcomeKind.Churned }, new() { Day = s_day.AddDays(30), Kind = OutcomeKind.Contracted }];
        PulseVerdict.Of(Pulse(80), null, left, s_day.AddDays(19)).Verdict.Should().Be(Verdict.Open);
        PulseVerdict.Of(Pulse(80), null, left, s_day.AddDays(20)).Should().Be(new PulseVerdict(Verdict.NotBorneOut, s_day.AddDays(20), Band.Green, left[0]));
        PulseVerdict.Of(Pulse(20), null, left, s_day.AddDays(40)).Verdict.Should().Be(Verdict.BorneOut);
    }

    private static Pulse Pulse(double score, int days = 60) => new() { Day = s_day, Score = score, Expires = s_day.AddDays(days) };
}
