using System.Globalization;
using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>A CSM finds why an account is red.</summary>
[Collection(DemoTests.Name)]
public sealed class CsmTests(DemoApp demo)
{
    [BrowserFact]
    public Task RedFigure_LeadsToTheAccountsBehindIt_AndAnAccountToItsReasons() => demo.WalkAsync(Role.Csm, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/portfolio");
        var red = page.Locator(".figure a[href='/accounts?band=red']");
        var count = int.Parse(await red.EvaluateAsync<string>("value => [...value.childNodes].find(part => part.nodeType === Node.TEXT_NODE).textContent"), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        count.Should().BePositive();

        await red.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Accounts");
        var rows = page.Locator(".data-table tbody tr");
        await Assertions.Expect(page.Locator(".page-header .lead")).ToContainTextAsync($"{count.ToString("N0", CultureInfo.InvariantCulture)} account");
        await Assertions.Expect(rows).ToHaveCountAsync(Math.Min(count, new AccountFilter().PageSize));
        foreach (var row in await rows.AllAsync())
            await Assertions.Expect(row.Locator("td .score-with-band").First).ToContainTextAsync("Red");

        var first = rows.First.Locator("th a");
        var name = await first.InnerTextAsync();
        await first.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await Assertions.Expect(page.Locator(".why-panel .score-line")).ToContainTextAsync("Red");
        await Assertions.Expect(page.Locator(".why-panel .waterfall tbody tr").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".breakdown tbody").First).ToBeVisibleAsync();
        var lost = (await page.Locator(".breakdown tr.dimension td:last-child").AllInnerTextsAsync()).Select(Number).ToList();
        lost.Should().BeInDescendingOrder("the worst comes first").And.HaveCountGreaterThan(1);
        lost[0].Should().BePositive();
        tab.Faults.Should().BeEmpty();
    }, nameof(RedFigure_LeadsToTheAccountsBehindIt_AndAnAccountToItsReasons));

    [BrowserFact]
    public Task DayOfTheTrend_ByPointerOrKeys_ShowsThatDay() => demo.WalkAsync(Role.Csm, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/accounts");
        await page.Locator(".data-table tbody tr th a").First.ClickAsync();
        var chart = page.Locator("trend-chart");
        await Assertions.Expect(chart).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await chart.ClickAsync(new() { Position = new() { X = 60, Y = 60 } });
        await page.WaitForURLAsync(new Regex("[?&]day="));
        await ShouldShowTheDayOfItsAddressAsync(page);
        var clicked = page.Url;

        await chart.Locator("input").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url != clicked);
        await ShouldShowTheDayOfItsAddressAsync(page);
        tab.Faults.Should().BeEmpty();
    }, nameof(DayOfTheTrend_ByPointerOrKeys_ShowsThatDay));

    private static async Task ShouldShowTheDayOfItsAddressAsync(IPage page)
    {
        var day = DateOnly.ParseExact(Regex.Match(page.Url, "day=([0-9-]+)").Groups[1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        await Assertions.Expect(page.Locator("section.card").Filter(new() { Has = page.Locator(".breakdown") }).Locator(".note"))
            .ToContainTextAsync(day.ToString("d MMM yyyy", CultureInfo.GetCultureInfo("en-GB")));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.GetCultureInfo("en-GB"));
}
