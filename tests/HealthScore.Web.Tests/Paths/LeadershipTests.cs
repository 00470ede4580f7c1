using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Reports.Columns;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Tests.Reports.Files;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>Leadership exports the months, and the files say what the page says.</summary>
[Collection(DemoTests.Name)]
public sealed class LeadershipTests(DemoApp demo)
{
    private static readonly TrendColumns Columns = new("USD", ScoreKind.Health);

    // Some of the demo's accounts have no score, so that every band has its column on the page.
    private static readonly Column<TrendRow>[] Levels =
    [
        Columns.Accounts, Columns.Arr, .. TrendRow.BandOrder.SelectMany(band => (Column<TrendRow>[])[Columns.InBand(band), Columns.ShareOf(band)]),
        Columns.Mean, Columns.ArrAtRisk,
    ];

    [BrowserFact]
    public Task MonthsOfThePage_AreThoseOfItsFiles() => demo.WalkAsync(Role.Leadership, async tab =>
    {
        await tab.Page.GotoAsync("/my-day");
        await tab.Page.ClickAsync("nav >> text=Reports");
        var table = tab.Page.GetByRole(AriaRole.Region, new() { Name = "Bands month by month" });
        await Assertions.Expect(table).ToBeVisibleAsync();
        var shown = new List<(string Month, List<decimal> Figures)>();
        foreach (var row in await table.Locator("tbody tr").AllAsync())
            shown.Add((await row.Locator("th").EvaluateAsync<string>("th => th.firstChild.textContent.trim()"), await FiguresAsync(row)));
        shown.Should().HaveCount(12);

        var csv = Csv.Read(await DownloadAsync(tab.Page, "CSV")).Where(row => row[Columns.Segment.Name] == TrendGroup.All.Name).ToList();
        csv.Select(row => (Month(row[Columns.Month.Name]), Levels.Select(level => decimal.Parse(row[level.Name], CultureInfo.InvariantCulture)).ToList()))
            .Should().BeEquivalentTo(shown, o => o.WithStrictOrdering());

        var sheet = Sheet.Read(await DownloadAsync(tab.Page, "XLSX")).Single(s => s.Name == "Trends").Rows.Where(row => row[Columns.Segment.Name].Text == TrendGroup.All.Name).ToList();
        sheet.Select(row => (Month(row[Columns.Month.Name].Day), Levels.Select(level => row[level.Name].Number!.Value).ToList()))
            .Should().BeEquivalentTo(shown, o => o.WithStrictOrdering());
        tab.Faults.Should().BeEmpty();
    }, nameof(MonthsOfThePage_AreThoseOfItsFiles));

    [BrowserFact]
    public Task PartOfThePortfolio_ThatNobodyIsIn_SaysSo() => demo.WalkAsync(Role.Leadership, async tab =>
    {
        // Enterprises go another way than public bodies.
        await tab.Page.GotoAsync("/portfolio");
        await tab.Page.SelectOptionAsync("#p-segment", new SelectOptionValue { Label = "Enterprise" });
        await tab.Page.WaitForURLAsync("**/portfolio?*segment=*");
        await tab.Page.SelectOptionAsync("#p-stage", new SelectOptionValue { Label = "Tender" });
        await Assertions.Expect(tab.Page.GetByText("No account matches", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.GetByText("No account matches now")).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.Locator(".figures")).ToHaveCountAsync(0);
        tab.Faults.Should().BeEmpty();
    }, nameof(PartOfThePortfolio_ThatNobodyIsIn_SaysSo));

    private static async Task<List<decimal>> FiguresAsync(ILocator row) =>
        [.. (await row.Locator("data").EvaluateAllAsync<string[]>("cells => cells.map(cell => cell.value)")).Select(value => decimal.Parse(value, CultureInfo.InvariantCulture))];

    private static async Task<byte[]> DownloadAsync(IPage page, string name)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".page-header").GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync());
        return await File.ReadAllBytesAsync((await download.PathAsync())!);
    }

    private static string Month(string text) => Month(DateOnly.ParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static string Month(DateOnly day) => day.ToString("MMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
}
