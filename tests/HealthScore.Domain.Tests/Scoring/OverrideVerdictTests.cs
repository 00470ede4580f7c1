using HealthScore.Domain.Accounts;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>Whether whoever overrode a score was right: every rule, as a table.</summary>
public sealed class OverrideVerdictTests
{
    private static readonly DateOnly s_from = new(2026, 1, 10);

    [Theory]
    [InlineData(ScoreKind.Health, 30, 70.0, 45.0, "", Verdict.BorneOut)]
    [InlineData(ScoreKind.Health, 30, 70.0, 50.0, "", Verdict.BorneOut)]
    [InlineData(ScoreKind.Health, 30, 70.0, 51.0, "", Verdict.NotBorneOut)]
    [InlineData(ScoreKind.Health, 30, 70.0, 90.0, "", Verdict.NotBorneOut)]
    [InlineData(ScoreKind.Health, 80, 40.0, 70.0, "", Verdict.BorneOut)]
    [InlineData(ScoreKind.Health, 30, 70.0, 70.0, "churned", Verdict.BorneOut)]
    [InlineData(ScoreKind.Health, 80, 40.0, 70.0, "churned", Verdict.NotBorneOut)]
    [InlineData(ScoreKind.Health, 80, 40.0, 40.0, "renewed", Verdict.BorneOut)]
    [InlineData(ScoreKind.Health, 80, 40.0, 40.0, "expanded contracted", Verdict.NotBorneOut)]
    [InlineData(ScoreKind.Risk, 80, 30.0, 30.0, "contracted", Verdict.BorneOut)]
    [InlineData(ScoreKind.Risk, 10, 60.0, 60.0, "renewed", Verdict.BorneOut)]
    [InlineData(ScoreKind.Expansion, 80, 40.0, 40.0, "renewed", Verdict.NotBorneOut)]
    [InlineData(ScoreKind.Expansion, 80, 40.0, 40.0, "expanded", Verdict.BorneOut)]
    [InlineData(ScoreKind.Health, 72, 70.0, 70.0, "churned", Verdict.CannotTell)]
    [InlineData(ScoreKind.Health, 30, null, 50.0, "churned", Verdict.CannotTell)]
    [InlineData(ScoreKind.Health, 30, 70.0, null, "", Verdict.CannotTell)]
    public void Override_ThatIsOver_IsJudged(ScoreKind kind, double score, double? before, double? end, string outcomes, Verdict verdict)
    {
        List<Outcome> happened = [.. outcomes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => new Outcome { Day = s_from.AddDays(5), Kind = Enum.Parse<OutcomeKind>(o, ignoreCase: true) })];
        // What lies outside its days does not count.
        happened.Add(new() { Day = s_from.AddDays(-1), Kind = OutcomeKind.Churned });
        happened.Add(new() { Day = s_from.AddDays(31), Kind = OutcomeKind.Churned });
        var judged = OverrideVerdict.Of(Entry(kind, score), before, end, happened, s_from.AddDays(31));
        (judged.Verdict, judged.Outcome is not null).Should().Be((verdict, verdict != Verdict.CannotTell && (outcomes.Length > 0 && !(kind == ScoreKind.Expansion && outcomes == "renewed"))));
    }

    [Fact]
    public void Override_OnItsLastDay_IsOpen_AndEndedOnItsFirst_CannotBeTold()
    {
        var entry = Entry(ScoreKind.Health, 30);
        OverrideVerdict.Of(entry, 70, 30, [], s_from.AddDays(30)).Verdict.Should().Be(Verdict.Open);
        entry.Ended = s_from;
        OverrideVerdict.Of(entry, 70, 30, [], s_from).Verdict.Should().Be(Verdict.CannotTell);
    }

    private static ManualOverride Entry(ScoreKind kind, double score) => new() { Kind = kind, Score = score, From = s_from, To = s_from.AddDays(30), Reason = "", By = "" };
}
