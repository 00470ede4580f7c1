using System.Text.RegularExpressions;
using HealthScore.Domain.Scoring;
using HealthScore.Web.Shared.Charts;

namespace HealthScore.Web.Tests.Shared;

public sealed partial class ChartTests
{
    [Fact]
    public void Scale_Maps_Clips_AndCentresAFlatSeries()
    {
        var scale = new Scale(0, 100, 24, 0);
        scale.At(25).Should().Be(18);
        scale.At(150).Should().Be(0);
        new Scale(5, 5, 24, 0).At(5).Should().Be(12);
    }

    [Fact]
    public void Runs_BreakAtGaps_AndKeepALonelyValue()
    {
        var runs = Lines.Runs([1, 2, null, 3], i => i, v => v).ToList();
        runs.Should().Equal("0,1 1,2", "3,3 3.4,3");
    }

    [Fact]
    public async Task Sparkline_SaysItsCourse()
    {
        using var _ = new Culture("en-GB");
        var html = await Rendering.HtmlAsync<Sparkline>(("Values", new double?[] { 70, 80, null, 61.25 }), ("Label", "Score, last 90 days"));
        html.Should().Contain("aria-label=\"Score, last 90 days: from 70 to 61.3, lowest 61.3, highest 80\"");
        Polyline().Count(html).Should().Be(3, "two known stretches, and what leads over the gap");
        html.Should().Contain("class=\"gaps\" points=\"0,");
    }

    [Fact]
    public async Task Sparkline_InACountryWithDecimalCommas_StillIsSvg()
    {
        using var _ = new Culture("de-DE");
        var html = await Rendering.HtmlAsync<Sparkline>(("Values", new double?[] { 1, 2.5, 4 }));
        html.Should().Contain("points=\"0,22 48,12 96,2\"");
    }

    [Fact]
    public async Task TrendChart_HasEveryDayForThePointer_AndATableForReading()
    {
        using var _ = new Culture("en-GB");
        var html = await Rendering.HtmlAsync<TrendChart>(("Points", Days(365)), ("Zones", BandZone.Of(50, 75)), ("HrefTemplate", "/accounts/7?day={day}"), ("Selected", new DateOnly(2025, 1, 2)));
        html.Should().Contain("2 Jan 2025: 61.0 Yellow").And.Contain("aria-valuetext=\"2 Jan 2025: 61.0 Yellow\"");
        html.Should().Contain("href=\"/accounts/7?day=2025-12-31\"");
        TableRow().Count(html).Should().BeLessThanOrEqualTo(61).And.BeGreaterThan(40);
    }

    [Fact]
    public async Task TrendChart_WithoutPoints_Renders() =>
        (await Rendering.HtmlAsync<TrendChart>(("Points", Array.Empty<TrendPoint>()), ("Selected", new DateOnly(2025, 1, 2)))).Should().Contain("trend-chart");

    [Fact]
    public async Task TrendChart_OfOneDay_Renders() =>
        (await Rendering.HtmlAsync<TrendChart>(("Points", Days(1)))).Should().Contain("polyline");

    [Fact]
    public void Zones_OfRisk_AreReversed() =>
        BandZone.Of(30, 60, highIsBad: true).Select(z => z.Band).Should().Equal(Band.Green, Band.Yellow, Band.Red);

    [Fact]
    public async Task StackedTrend_SaysEachMonth_AndStandsInATable()
    {
        using var _ = new Culture("en-GB");
        MonthShares[] months = [new(new(2026, 2, 28), [new(Band.Red, 1), new(Band.Green, 3)], "/reports?month=2026-02")];
        var html = await Rendering.HtmlAsync<StackedTrend>(("Months", months), ("Title", "Accounts per band"));
        html.Should().Contain("aria-label=\"Feb 2026: Red 1, Green 3\"").And.Contain("href=\"/reports?month=2026-02\"").And.Contain("<table>");
    }

    [Fact]
    public async Task StackedTrend_NumbersTheMonthsInWhichSomethingChanged_AndSaysWhat()
    {
        using var _ = new Culture("en-GB");
        MonthShares[] months = [.. Enumerable.Range(1, 4).Select(m => new MonthShares(new(2026, m, 28), [new(Band.Green, 3)]))];
        TrendMarker[] markers = [new(new(2026, 2, 1), "Version 2", "/models/1/history/2"), new(new(2026, 4, 3), "Logins"), new(new(2026, 4, 5), "Version 3"), new(new(2026, 9, 5), "Later")];
        var html = await Rendering.HtmlAsync<StackedTrend>(("Months", months), ("Title", "Accounts per band"), ("Markers", markers));
        Marks().Matches(html).Select(m => m.Value).Should().Equal(
            "left:37.5%\" aria-hidden=\"true\"><i>1</i>", "left:87.5%\" aria-hidden=\"true\"><i>2</i>");
        html.Should().Contain("<i aria-hidden=\"true\">1</i><a href=\"/models/1/history/2\">1 Feb 2026: Version 2</a>")
            .And.Contain("<i aria-hidden=\"true\">2</i>3 Apr 2026: Logins").And.Contain("<i aria-hidden=\"true\">2</i>5 Apr 2026: Version 3").And.NotContain("Later");
    }

    [Fact]
    public async Task HeatMap_LeavesAnUnknownCellEmpty()
    {
        var html = await Rendering.HtmlAsync<HeatMap>(
            ("Rows", new[] { "Enterprise" }), ("Columns", new[] { "Onboarding", "Growth" }), ("Title", "Mean score"),
            ("Cell", (string _, string stage) => stage == "Growth" ? new HeatCell("71.3", Band.Yellow, "4 accounts", "/accounts?stage=2") : null));
        html.Should().Contain("class=\"none\"").And.Contain("href=\"/accounts?stage=2\"").And.Contain("71.3").And.Contain("Yellow");
    }

    private static TrendPoint[] Days(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new TrendPoint(new DateOnly(2025, 1, 1).AddDays(i), 60 + i, Band.Yellow))];

    [GeneratedRegex("<polyline")]
    private static partial Regex Polyline();

    [GeneratedRegex("left:[0-9.]+%\" aria-hidden=\"true\"><i>[0-9]+</i>")]
    private static partial Regex Marks();

    [GeneratedRegex("<tr>")]
    private static partial Regex TableRow();
}
