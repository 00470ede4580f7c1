using HealthScore.Engine.Demo;

namespace HealthScore.Engine.Tests.Demo;

/// <summary>Latent health is what everything follows from; one metric is noise on purpose.</summary>
public sealed class DemoHealthTests
{
    private static readonly int Day = Fieldnote.Today.DayNumber - 8;

    private static readonly IReadOnlyList<DemoAccount> Settled =
        [.. Fieldnote.Accounts.Where(a => a.Account.Churned is null && a.Series.Count > 8 && a.Account.Start < Fieldnote.Today.AddDays(-200))];

    [Fact]
    public void ActiveShareOfSeats_FollowsHealth() =>
        Correlation(a => a.Sum(DemoMetrics.ActiveUsers, Day - 28, Day) / Last(a, DemoMetrics.SeatsBought)).Should().BeGreaterThan(0.6);

    [Fact]
    public void ReportsPerUser_FollowHealth() =>
        Correlation(a => a.Sum(DemoMetrics.KeyActions, Day - 28, Day) / Math.Max(1, a.Sum(DemoMetrics.ActiveUsers, Day - 28, Day))).Should().BeGreaterThan(0.5);

    [Fact]
    public void Breadth_FollowsHealth() => Correlation(a => Last(a, DemoMetrics.FeaturesUsed)).Should().BeGreaterThan(0.6);

    [Fact]
    public void TicketsPerSeat_FollowHealthWeakly() =>
        Correlation(a => a.Sum(DemoMetrics.SupportTickets, Day - 90, Day) / Math.Sqrt(Last(a, DemoMetrics.SeatsBought))).Should().BeInRange(-0.8, -0.2);

    [Fact]
    public void PromotersScore_FollowsHealth() =>
        Fieldnote.RankCorrelation(
            [.. Settled.SelectMany(a => Recent(a).Select(_ => HealthOf(a)))],
            [.. Settled.SelectMany(a => Recent(a).Select(s => s.Score))]).Should().BeInRange(0.25, 0.85);

    [Fact]
    public void Newsletter_IsNoise() => Correlation(a => a.Sum(DemoMetrics.NewsletterOpens, Day - 90, Day)).Should().BeInRange(-0.2, 0.2);

    [Fact]
    public void WhoeverChurned_UsedLessBefore()
    {
        var falls = new List<double>();
        foreach (var account in Fieldnote.Accounts.Where(a => a.Account.Churned is { } c && c > Fieldnote.Today.AddMonths(-12) && a.Series.Count > 0))
        {
            var last = account.Account.Churned!.Value.DayNumber;
            var before = account.Sum(DemoMetrics.Logins, last - 167, last - 112);
            if (before > 30) falls.Add(account.Sum(DemoMetrics.Logins, last - 55, last) / before);
        }
        falls.Should().HaveCountGreaterThan(10);
        falls.Order().ElementAt(falls.Count / 2).Should().BeLessThan(0.75, "the median churned account used less in its last eight weeks");
        falls.Should().Contain(f => f > 0.85, "some leave without a sign");
    }

    [Fact]
    public void Health_TellsWhoWillLeave()
    {
        var panel = Fieldnote.Accounts.SelectMany(a => Enumerable.Range(2, 12).Select(m => (Account: a, Day: Fieldnote.Today.AddDays(-30 * m - 60))))
            .Where(x => x.Day >= x.Account.FirstDay && (x.Account.Account.Churned is null || x.Account.Account.Churned > x.Day))
            .Select(x => (Health: x.Account.LatentHealth[x.Day.DayNumber - x.Account.FirstDay.DayNumber], Leaves: x.Account.Account.Churned <= x.Day.AddDays(90))).ToList();
        var leavers = panel.Where(x => x.Leaves).ToList();
        var stayers = panel.Where(x => !x.Leaves).ToList();
        var area = leavers.Average(l => stayers.Average(s => s.Health > l.Health ? 1.0 : s.Health == l.Health ? 0.5 : 0));
        area.Should().BeInRange(0.8, 0.97);
    }

    private static double Correlation(Func<DemoAccount, double> measure) =>
        Fieldnote.RankCorrelation([.. Settled.Select(HealthOf)], [.. Settled.Select(measure)]);

    private static double HealthOf(DemoAccount account) => account.LatentHealth[Day - account.FirstDay.DayNumber];

    private static double Last(DemoAccount account, short metric) => account.Series.First(s => s.MetricId == metric).Values[^1];

    private static IEnumerable<Domain.Accounts.SurveyResponse> Recent(DemoAccount account) =>
        account.Surveys.Where(s => s.Survey == "nps" && s.Day > Fieldnote.Today.AddDays(-120));
}
