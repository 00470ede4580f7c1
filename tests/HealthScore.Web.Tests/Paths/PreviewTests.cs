using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>CS ops takes models from code or from a template, and sees what they would do.</summary>
[Collection(DemoTests.Name)]
public sealed class PreviewTests(DemoApp demo)
{
    [BrowserFact]
    public Task Models_PastedAsCode_ShowWhatDiffers_ThenAreDrafts() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/models?kind=expansion");
        var model = (await page.Locator("a.own").First.GetAttributeAsync("href"))!;
        var json = await (await page.APIRequest.GetAsync(demo.App.Address + model + "/export")).TextAsync();

        await tab.OpenInteractiveAsync("/models/import");
        await page.FillAsync("#json", "{\"kind\": \"joy\"}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice").First).ToContainTextAsync("kind");
        await page.FillAsync("#json", Regex.Replace(json, "\"margin\": [0-9.]+", "\"margin\": 7.5"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Assertions.Expect(page.Locator(".changes")).ToContainTextAsync("margin");
        await page.GetByText("Preview on all accounts").ClickAsync();
        await page.Locator(".migration").WaitForAsync(new() { Timeout = 60_000 });
        await tab.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as drafts" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("1 model saved as drafts");
        tab.Faults.Should().BeEmpty();
    }, nameof(Models_PastedAsCode_ShowWhatDiffers_ThenAreDrafts));

    [BrowserFact]
    public Task Template_AsksForOnesOwnMetrics() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/models?kind=health");
        await page.Locator("a[href^='/models/new?kind=health&segment=']").First.ClickAsync();
        await page.SelectOptionAsync("#start", "enterprise");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the draft" }).ClickAsync();
        await Assertions.Expect(page.Locator(".template-fields")).ToContainTextAsync("licences under contract");
        await tab.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the draft" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/models/\d+$"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Not published yet");
    }, nameof(Template_AsksForOnesOwnMetrics));
}
