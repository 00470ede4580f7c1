using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Styleguide;

public sealed class StyleguideTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>, IClassFixture<Chromium>
{
    [BrowserTheory]
    [InlineData("parts")]
    [InlineData("charts")]
    [InlineData("tables")]
    [InlineData("forms")]
    [InlineData("widgets")]
    [InlineData("pages")]
    [InlineData("states")]
    public async Task EveryPart_IsAccessible_Fits_AndRunsCleanly(string show)
    {
        await using var tab = await chromium.OpenAsync(app.Address);
        await tab.SignInAsync(await app.AddUserAsync(Role.Admin));
        await tab.Page.GotoAsync($"/styleguide?show={show}");
        await tab.ShouldLookRightAsync(Look.Everywhere);
        tab.Faults.Where(f => !f.Contains("404", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [BrowserFact]
    public async Task TrendChart_IsReadByPointerAndByKeys_AndOpensADay()
    {
        await using var tab = await chromium.OpenAsync(app.Address);
        await tab.SignInAsync(await app.AddUserAsync(Role.Admin));
        await tab.Page.GotoAsync("/styleguide?show=charts");
        var plot = tab.Page.Locator("trend-chart");
        await plot.HoverAsync(new() { Position = new() { X = 4, Y = 60 } });
        await Assertions.Expect(plot.Locator(".tip")).ToContainTextAsync("Apr 2025");

        await plot.Locator("input").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(plot.Locator("input")).ToHaveAttributeAsync("aria-valuetext", "1 Apr 2025: 72.0 Yellow");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/styleguide?show=charts&day=2025-04-02");
    }

    [BrowserFact]
    public async Task Theme_ChosenInTheMenu_Stays()
    {
        await using var tab = await chromium.OpenAsync(app.Address);
        await tab.SignInAsync(await app.AddUserAsync(Role.Csm));
        await tab.Page.GotoAsync("/account");
        await tab.Page.ClickAsync("[popovertarget=user-menu]");
        await tab.Page.ClickAsync(".menu .theme-switch label:has-text('Dark')");
        await tab.Page.ReloadAsync();
        (await tab.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).Should().Be("rgb(16, 17, 19)");
    }

    [BrowserFact]
    public async Task Keyboard_ReachesTheContentFirst_AndTheSearchBySlash()
    {
        await using var tab = await chromium.OpenAsync(app.Address);
        await tab.SignInAsync(await app.AddUserAsync(Role.Csm));
        await tab.Page.GotoAsync("/account");
        await tab.Page.Keyboard.PressAsync("Tab");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("#content")).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(tab.Page.Locator("#account-search")).ToBeFocusedAsync();
    }
}
