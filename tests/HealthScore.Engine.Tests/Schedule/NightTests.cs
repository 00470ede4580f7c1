using HealthScore.Engine.Organisation;
using HealthScore.Engine.Schedule;
using HealthScore.Tests;
using Microsoft.Extensions.Options;
using Quartz;

namespace HealthScore.Engine.Tests.Schedule;

/// <summary>Every local day has one night, whatever the clocks of the place do.</summary>
public sealed class NightTests
{
    private static readonly DateTimeOffset NewYear = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Zones =>
        ["UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham"];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Year_HasANightForEveryLocalDay(string zone)
    {
        var time = new SettableTime(NewYear.AddDays(-2));
        var clock = new OrganisationClock(Options.Create(new OrganisationOptions { TimeZone = zone }), time);
        var nights = new List<DateOnly>();
        // The scheduler wakes every few seconds; every five minutes show as much.
        for (; time.Now < NewYear.AddDays(367); time.Now = time.Now.AddMinutes(5))
            if (clock.IsPastNightly && (nights.Count == 0 || nights[^1] != clock.Yesterday)) nights.Add(clock.Yesterday);
        nights.Where(n => n.Year == 2026).Should().Equal(Enumerable.Range(0, 365).Select(i => new DateOnly(2026, 1, 1).AddDays(i)));
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Trigger_FiresOnceALocalDay(string zone)
    {
        var local = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var trigger = TriggerBuilder.Create().StartAt(NewYear.AddDays(-2)).WithCronSchedule(ScheduleSetup.Nightly(new(2, 30)), c => c.InTimeZone(local)).Build();
        var days = new List<DateOnly>();
        for (var at = trigger.GetFireTimeAfter(NewYear.AddDays(-2)); at < NewYear.AddDays(367); at = trigger.GetFireTimeAfter(at))
            days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.Value, local).DateTime));
        days.Where(d => d.Year == 2026).Should().Equal(Enumerable.Range(0, 365).Select(i => new DateOnly(2026, 1, 1).AddDays(i)));
    }

    [Theory]
    [InlineData("2026-03-29T00:59:00Z", false)] // 01:59; then the clocks go on to 03:00, and 02:30 does not come.
    [InlineData("2026-03-29T01:00:00Z", true)]
    [InlineData("2026-10-25T00:29:00Z", false)] // 02:29 in summer time; 02:30 comes twice.
    [InlineData("2026-10-25T00:30:00Z", true)]
    [InlineData("2026-10-25T01:30:00Z", true)]
    public void Night_OfAChangeOfSummerTime_BeginsWhenItsHourHasComeOrGone(string now, bool isPast) =>
        new OrganisationClock(Options.Create(new OrganisationOptions { TimeZone = "Europe/Berlin" }), new SettableTime(DateTimeOffset.Parse(now, null))).IsPastNightly.Should().Be(isPast);
}
