using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>CS ops takes models as they come: from a file, from a template.</summary>
[Collection(DemoTests.Name)]
public sealed class ModelFileTests(DemoApp demo)
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
        // Longer than a message of the circuit may be.
        await page.FillAsync("#json", Regex.Replace(json, "\"margin\": [0-9.]+", "\"margin\": 7.5") + new string(' ', 100_000));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Assertions.Expect(page.Locator(".changes")).ToContainTextAsync("margin");
        // Nobody publishes what nobody has looked at.
        await page.GetByLabel("Publish at once").CheckAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true })).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Preview (?!on)") }).ClickAsync();
        await page.Locator(".migration").WaitForAsync(new() { Timeout = 60_000 });
        await tab.ShouldBeAccessibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true })).ToBeEnabledAsync();
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
