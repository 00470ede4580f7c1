using HealthScore.Domain.Primitives;
using HealthScore.Web.Shell;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Pages;

/// <summary>Every page as the demo company fills it.</summary>
[Collection(DemoPages.Name)]
public sealed class PagesTests(DemoApp demo)
{
    public static TheoryData<string> Paths => [.. Looks.Pages, "/my-day?whose=all&why=1&snooze=1&show=200", "/portfolio?segment=1&stage=2&by=arr", "/portfolio?owner=1&by=share", "/accounts?band=red,none&q=a&sort=-arr", "/accounts?q=nobody+has+this+name", "/accounts?hmin=20&hmax=60&emin=10&risk=red&cols=renewal,coverage,health", "/portfolio?team=Mid-market", "/portfolio?segment=1&stage=8", "/accounts/1?kind=risk&days=365", "/accounts/999999", "/nowhere"];

    [BrowserTheory]
    [MemberData(nameof(Paths))]
    public Task Page_IsAccessibleFitsAndRunsCleanly_InEveryLook(string path) => demo.WalkAsync(Role.Admin, tab => Looks.CheckAsync(tab, path), Looks.Name(path));

    [BrowserTheory]
    [InlineData("/my-day")]
    [InlineData("/portfolio")]
    [InlineData("/jobs")]
    public Task Page_OfWhoMayNotDoAll_IsAccessibleToo(string path) => demo.WalkAsync(Role.Csm, tab => Looks.CheckAsync(tab, path), "csm" + Looks.Name(path));

    /// <summary>The pages that CSMs have with them, by all rules as a phone shows them; the look above takes the rules that a phone's width touches.</summary>
    [BrowserFact]
    public Task Phone_ShowsFourPagesInItsBar_AndTheRestBehindMore() => demo.WalkAsync(Role.Admin, async tab =>
    {
        var (page, more) = (tab.Page, tab.Page.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }));
        await page.SetViewportSizeAsync(390, 844);
        foreach (var path in new[] { "/my-day", "/accounts/1" })
        {
            await page.GotoAsync(path);
            (await tab.ViolationsAsync()).Should().BeEmpty(path);
        }

        await page.GotoAsync("/accounts");
        var links = page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link);
        (await links.AllInnerTextsAsync()).Should().Equal("My day", "Portfolio", "Accounts", "Reports");
        foreach (var link in await links.AllAsync()) await Assertions.Expect(link).ToBeInViewportAsync(new() { Ratio = 1 });
        await more.PressAsync("Enter");
        await Assertions.Expect(links).ToHaveCountAsync(NavigationItem.All.Count);
        foreach (var link in await links.AllAsync()) await Assertions.Expect(link).ToBeInViewportAsync(new() { Ratio = 1 });
        (await tab.ViolationsAsync(within: ".app-nav")).Should().BeEmpty();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(links.Nth(4)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(more).ToBeFocusedAsync();

        await more.ClickAsync();
        await links.GetByText("Jobs").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Jobs");
        await Assertions.Expect(links).ToHaveCountAsync(4);
        tab.Faults.Should().BeEmpty();
    }, nameof(Phone_ShowsFourPagesInItsBar_AndTheRestBehindMore));

    [BrowserFact]
    public Task Theme_OfTheMenu_WinsOverTheSystems() => demo.WalkAsync(Role.Csm, async tab =>
    {
        await tab.Page.Context.AddCookiesAsync([new() { Name = "theme", Value = "dark", Url = demo.App.Address }]);
        await tab.Page.GotoAsync("/accounts");
        var dark = await tab.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        await tab.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        (await tab.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).Should().Be(dark);
        (await tab.ViolationsAsync()).Should().BeEmpty();
    }, nameof(Theme_OfTheMenu_WinsOverTheSystems));
}
