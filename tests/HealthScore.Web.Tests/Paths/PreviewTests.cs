using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>CS ops looks at what a draft would do, publishes it, sees the new scores, and goes back.</summary>
[Collection(DemoTests.Name)]
public sealed class PreviewTests(DemoApp demo)
{
    [BrowserFact]
    public Task Draft_IsPreviewedPublishedScoredAndTakenBack() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/models?kind=risk");
        var model = (await page.Locator("a.own").First.GetAttributeAsync("href"))!;
        await page.GotoAsync(model + "/preview");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("There is no draft to look at");

        await tab.OpenInteractiveAsync(model);
        var share = page.GetByLabel(new Regex("^Share of .*, percent$")).First;
        await share.FillAsync("85");
        await share.PressAsync("Tab");
        await page.GetByText("Save as draft").ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Saved as a draft");

        await tab.OpenInteractiveAsync(model + "/preview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview", Exact = true }).ClickAsync();
        await page.Locator(".migration").WaitForAsync(new() { Timeout = 60_000 });
        await page.Locator(".restated").WaitForAsync(new() { Timeout = 60_000 });
        var moved = page.Locator(".data-table .why").First;
        await Assertions.Expect(moved).ToContainTextAsync("counts for");
        await tab.ShouldLookRightAsync();

        var link = page.Locator(".data-table tbody th a").First;
        await Assertions.Expect(link).ToHaveAttributeAsync("target", "_blank");
        var account = (await link.GetAttributeAsync("href"))!;
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "CSV" }).ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync())).Should().Contain("Score in preview");

        await page.GetByText("Publish…").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("change their band");
        await page.FillAsync("#reason", "Look at one thing first");
        await page.FillAsync("#expected", "Fewer surprises at renewals");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice").First).ToContainTextAsync("Version 2 is published");
        await Assertions.Expect(page.Locator(".page-header .lead")).ToContainTextAsync("Version 2 scores since");
        await Assertions.Expect(page.Locator(".notice").First).ToContainTextAsync("Version 2 is published");
        await Assertions.Expect(page.Locator(".migration")).ToBeVisibleAsync();

        await DemoApp.ScoreNowAsync(tab);
        await page.GotoAsync(account);
        await Assertions.Expect(page.Locator(".why-panel")).ToContainTextAsync("version 2 ");
        await Assertions.Expect(page.Locator(".marks")).ToContainTextAsync("version 2");

        await page.GotoAsync(model + "/history");
        await Assertions.Expect(page.Locator("ol.versions > li").First).ToContainTextAsync("Fewer surprises at renewals");
        await Assertions.Expect(page.Locator("ol.versions > li").First).ToContainTextAsync("change their band");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.Locator(".changes").Last).ToContainTextAsync("share of the score");
        await page.GotoAsync(model + "/history/1");
        await page.FillAsync("#reason", "It was better before");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish it anew as version 3" }).ClickAsync();
        await Assertions.Expect(page.Locator("ol.versions > li").First).ToContainTextAsync("It was better before");
        tab.Faults.Should().BeEmpty();
    }, nameof(Draft_IsPreviewedPublishedScoredAndTakenBack));

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
        // What was just looked at is there when it matters.
        await page.GetByLabel("Publish at once").CheckAsync();
        await Assertions.Expect(page.Locator("#reason")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".migration")).ToBeVisibleAsync();
        await page.GetByLabel("Save as drafts").CheckAsync();
        await Assertions.Expect(page.Locator("#reason")).ToHaveCountAsync(0);
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
        await Assertions.Expect(page.Locator(".template-fields .notice").First).ToContainTextAsync("One more step");
        await Assertions.Expect(page.Locator(".template-fields .notice").First).ToBeFocusedAsync();
        // Another one has questions of its own.
        await page.SelectOptionAsync("#start", "product_led");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the draft" }).ClickAsync();
        await Assertions.Expect(page.Locator(".template-fields .notice").First).ToContainTextAsync("One more step");
        await page.SelectOptionAsync("#start", "enterprise");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the draft" }).ClickAsync();
        await Assertions.Expect(page.Locator(".template-fields .notice").First).ToContainTextAsync("One more step");
        await tab.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the draft" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/models/\d+$"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Not published yet");
    }, nameof(Template_AsksForOnesOwnMetrics));
}
