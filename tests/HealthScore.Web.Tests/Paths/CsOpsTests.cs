using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>CS ops changes a weight, publishes it with a reason, scores, and sees the change.</summary>
[Collection(DemoTests.Name)]
public sealed class CsOpsTests(DemoApp demo)
{
    [BrowserFact]
    public Task ChangedWeight_IsPublishedScoredAndSeen_AlsoInAPageThatIsOpen() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/accounts?band=red");
        var account = await page.Locator(".data-table tbody th a").First.GetAttributeAsync("href");

        var open = new Tab(await page.Context.NewPageAsync());
        await open.OpenInteractiveAsync(account!);
        var model = open.Page.Locator(".why-panel a[href^='/models/']");
        await Assertions.Expect(open.Page.Locator(".why-panel")).ToContainTextAsync("version 1 ");
        var weights = open.Page.Locator(".breakdown tr.dimension td:nth-child(6)");
        var before = await weights.AllInnerTextsAsync();
        await open.Page.EvaluateAsync("window.neverReloaded = true");

        await page.GotoAsync((await model.GetAttributeAsync("href"))!);
        var editor = (await page.GetByRole(AriaRole.Link, new() { Name = "Change the model" }).GetAttributeAsync("href"))!;
        await tab.OpenInteractiveAsync(editor);
        var share = page.GetByLabel(new Regex("^Share of .*, percent$")).First;
        await share.FillAsync("55");
        await share.PressAsync("Tab");
        await page.ClickAsync("text=Publish…");
        await page.FillAsync("#reason", "What they say counts for more, so that we hear of trouble sooner.");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Version 2 is published");

        // Publishing scores them again: nobody starts a run.
        await Assertions.Expect(open.Page.Locator(".why-panel")).ToContainTextAsync("version 2 ", new() { Timeout = 30_000 });
        (await weights.AllInnerTextsAsync()).Should().NotEqual(before).And.Contain("55%");
        (await open.Page.EvaluateAsync<bool>("window.neverReloaded === true")).Should().BeTrue("the page is updated in place");
        tab.Faults.Concat(open.Faults).Should().BeEmpty();

        await page.GotoAsync(editor + "/history");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("What they say counts for more");
    }, nameof(ChangedWeight_IsPublishedScoredAndSeen_AlsoInAPageThatIsOpen));
}
