using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Pages;

/// <summary>Every page as the demo company fills it.</summary>
[Collection(DemoPages.Name)]
public sealed class PagesTests(DemoApp demo)
{
    public static TheoryData<string> Paths => [.. Looks.Pages, "/my-day?whose=all&why=1&snooze=1&show=200", "/portfolio?segment=1&stage=2&by=arr", "/portfolio?owner=1&by=share", "/accounts?band=red,none&q=a&sort=-arr", "/accounts?q=nobody+has+this+name", "/accounts?hmin=20&hmax=60&emin=10&risk=red&cols=renewal,coverage,health", "/portfolio?team=Mid-market", "/accounts/1?kind=risk&days=365", "/accounts/999999", "/nowhere"];

    [BrowserTheory]
    [MemberData(nameof(Paths))]
    public Task Page_IsAccessibleFitsAndRunsCleanly_InEveryLook(string path) => demo.WalkAsync(Role.Admin, tab => Looks.CheckAsync(tab, path), Looks.Name(path));

    [BrowserTheory]
    [InlineData("/my-day")]
    [InlineData("/portfolio")]
    [InlineData("/jobs")]
    public Task Page_OfWhoMayNotDoAll_IsAccessibleToo(string path) => demo.WalkAsync(Role.Csm, tab => Looks.CheckAsync(tab, path), "csm" + Looks.Name(path));

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
