using HealthScore.Engine.Demo;

namespace HealthScore.Engine.Tests.Demo;

public sealed class DemoReadingsTests
{
    private static readonly int Today = Fieldnote.Today.DayNumber;

    [Theory]
    [InlineData(DemoMetrics.Logins, true)]
    [InlineData(DemoMetrics.SupportTickets, true)]
    [InlineData(DemoMetrics.NewsletterOpens, false)]
    public void Counts_EndYesterday_WithSomeEarlyOnesOfToday(short metric, bool hasYesterday)
    {
        var last = Fieldnote.Accounts.SelectMany(a => a.Series).Where(s => s.MetricId == metric).Select(s => s.Days[^1]).ToList();
        last.Should().OnlyContain(d => d <= Today);
        last.Contains(Today - 1).Should().Be(hasYesterday);
        (last.Count(d => d == Today) is > 60 and < 160).Should().Be(metric == DemoMetrics.Logins);
    }

    [Fact]
    public void HelpDesk_WasSilentForSixDays() =>
        Between(DemoMetrics.SupportTickets, Today - 24, Today - 19).Should().Be(0);

    [Fact]
    public void HelpDesk_SpokeOnEveryWorkingDayAround() =>
        Enumerable.Range(Today - 45, 20).Where(d => !DemoCalendar.IsWeekend(d)).Should().OnlyContain(d => Between(DemoMetrics.SupportTickets, d, d) > 0);

    [Fact]
    public void ApiCalls_HaveBeenSilentForFiveDays()
    {
        Between(DemoMetrics.ApiCalls, Today - 5, Today).Should().Be(0);
        Between(DemoMetrics.ApiCalls, Today - 6, Today - 6).Should().BePositive();
    }

    [Fact]
    public void LastTwoDays_HaveNotArrivedForOneInTen()
    {
        var users = Fieldnote.Accounts.Where(a => a.Account.Churned is null && a.Sum(DemoMetrics.Logins, Today - 16, Today - 3) > 150).ToList();
        var late = users.Count(a => a.Sum(DemoMetrics.Logins, Today - 4, Today - 3) > 0 && a.Sum(DemoMetrics.Logins, Today - 2, Today) == 0);
        (late / (double)users.Count).Should().BeInRange(0.03, 0.2);
    }

    [Fact]
    public void Gauges_AreStaleForSomeAccounts()
    {
        var last = Fieldnote.Accounts.Where(a => a.Account.Churned is null).SelectMany(a => a.Series).Where(s => s.MetricId == DemoMetrics.SeatsUsed).Select(s => s.Days[^1]).ToList();
        last.Count(d => d < Today - 22).Should().BeInRange(5, 30);
        last.Count(d => d > Today - 10).Should().BeGreaterThan(200);
    }

    [Fact]
    public void SomeAccounts_HaveNothingAtAll() =>
        Fieldnote.Accounts.Count(a => a.Account.Churned is null && a.Series.Count == 0).Should().BeInRange(2, 20);

    [Fact]
    public void Use_DipsOnWeekendsAndAroundChristmas()
    {
        var monday = new DateOnly(2025, 12, 1).DayNumber;
        var december = Between(DemoMetrics.Logins, monday, monday + 11);
        var christmas = Between(DemoMetrics.Logins, monday + 21, monday + 32);
        (christmas / december).Should().BeInRange(0.3, 0.7);
        (Between(DemoMetrics.Logins, monday + 5, monday + 6) / Between(DemoMetrics.Logins, monday + 1, monday + 2)).Should().BeLessThan(0.2);
    }

    [Theory]
    [InlineData(DemoMetrics.SeatsUsed)]
    [InlineData(DemoMetrics.FeaturesUsed)]
    [InlineData(DemoMetrics.PaymentDelay)]
    [InlineData(DemoMetrics.OpenCriticalTickets)]
    public void Gauges_AreWholeAndNeverNegative(short metric) =>
        Fieldnote.Accounts.SelectMany(a => a.Series).Where(s => s.MetricId == metric).SelectMany(s => s.Values).Should().OnlyContain(v => v >= 0 && v == Math.Floor(v));

    private static double Between(short metric, int from, int to) => Fieldnote.Accounts.Sum(a => a.Sum(metric, from, to));
}
