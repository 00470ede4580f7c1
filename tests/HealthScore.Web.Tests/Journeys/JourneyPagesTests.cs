using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Journeys;
using HealthScore.Web.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Journeys;

/// <summary>Somebody gives a journey a stage with a rule, sees the accounts enter it, marks a milestone as done, and takes that back.</summary>
public sealed class JourneyPagesTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>, IClassFixture<Chromium>
{
    [BrowserFact]
    public async Task Journey_GivenAStageWithARule_TakesItsAccounts_WhoseMilestonesAreMarkedAndTakenBack()
    {
        await ImportAsync("account,name,start,stage,arr\nA,Acme,2024-01-01,Onboarding,150000\nB,Bolt,2024-01-01,Onboarding,20000\n");
        var ops = await app.AddUserAsync(Role.CsOps);
        await using var tab = await chromium.OpenAsync(app.Address);
        await tab.SignInAsync(ops);
        var page = tab.Page;

        await page.GotoAsync("/journeys");
        await tab.ShouldBeAccessibleAsync();
        await tab.OpenInteractiveAsync("/journeys/1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stage", Exact = true }).ClickAsync();
        var stage = page.GetByRole(AriaRole.Region, new() { Name = "Stage 2" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(stage.GetByLabel("Name of the stage")).ToBeFocusedAsync();
        await stage.GetByLabel("Name of the stage").FillAsync("Onboarding");
        await Assertions.Expect(stage).ToContainTextAsync("Another stage of this journey has this name.");
        await stage.GetByLabel("Name of the stage").FillAsync("Growing");
        await stage.GetByLabel("Expected days").FillAsync("60");
        await stage.GetByRole(AriaRole.Button, new() { Name = "By a rule" }).First.ClickAsync();
        await stage.GetByLabel("Value", new() { Exact = true }).FillAsync("100000");
        await Assertions.Expect(page.Locator(".outlook [data-stage='Growing'][data-count='1']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".outlook")).ToContainTextAsync("1 account: Onboarding → Growing");
        await stage.GetByRole(AriaRole.Button, new() { Name = "Milestone", Exact = true }).ClickAsync();
        await stage.GetByLabel("Name of the milestone").FillAsync("Second team live");
        await stage.GetByLabel("Due after days").FillAsync("20");
        await Assertions.Expect(page.Locator(".in-words")).ToContainTextAsync("Growing: accounts for which ARR is at least 100,000, usually for 60 days");
        await Assertions.Expect(page.Locator(".in-words")).ToContainTextAsync("Second team live, by day 20; marked as done by hand");
        await tab.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Saved. 1 account changed stage.");

        await page.GotoAsync("/journeys");
        await Assertions.Expect(page.Locator(".journey-card .stages li").Filter(new() { HasText = "Growing" }).First).ToContainTextAsync("1 on track");
        await tab.ShouldBeAccessibleAsync();
        (await app.Services.GetRequiredService<SaveJourney>().RunAsync(Actor.System, new(0, 0, "Partners", "", true, [new(0, "Signed", null, null, [])]), default)).Errors.Should().BeEmpty();
        await tab.OpenInteractiveAsync("/journeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move Partners up" }).ClickAsync();
        await Assertions.Expect(page.Locator(".journey-card h2").First).ToHaveTextAsync("Partners");
        await Assertions.Expect(page.Locator(".journey-news")).ToContainTextAsync("Partners is now number 1. 1 account changed stage.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move Partners down" }).ClickAsync();
        await Assertions.Expect(page.Locator(".journey-card h2").Last).ToHaveTextAsync("Partners");
        await page.GetByRole(AriaRole.Link, new() { Name = "Growing: 1 account" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Acme", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Acme");

        await tab.OpenInteractiveAsync(new Uri(page.Url).PathAndQuery);
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as done: Second team live" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "It is done" }).ClickAsync();
        await Assertions.Expect(page.Locator(".milestone-form")).ToContainTextAsync("Say what shows that it is done");
        await tab.ShouldBeAccessibleAsync();
        await page.GetByLabel("What shows it").FillAsync("Seen in the usage report");
        await page.GetByRole(AriaRole.Button, new() { Name = "It is done" }).ClickAsync();
        await Assertions.Expect(page.Locator(".acts .notice")).ToContainTextAsync("Second team live is done.");
        await Assertions.Expect(page.Locator(".milestones")).ToContainTextAsync("Seen in the usage report");
        await Assertions.Expect(page.Locator(".milestones")).ToContainTextAsync("says CS Ops Example");
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("Reached: Second team live");
        await page.Locator(".acts .notice").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator(".milestones")).ToContainTextAsync("due on");
        await Assertions.Expect(page.Locator(".milestones")).Not.ToContainTextAsync("Seen in the usage report");

        await page.GetByRole(AriaRole.Button, new() { Name = "Move to another stage" }).ClickAsync();
        await page.GetByLabel("Stage", new() { Exact = true }).SelectOptionAsync("Onboarding");
        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync("They asked for it");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move the account" }).ClickAsync();
        await Assertions.Expect(page.Locator(".move-form")).ToContainTextAsync("The entry rule of Growing holds for this account");
        await tab.ShouldBeAccessibleAsync();
        tab.Faults.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task Journey_OfWhoMayOnlyRead_IsSaidInWords()
    {
        await ImportAsync("account,name,start,stage,arr\nA,Acme,2024-01-01,Onboarding,150000\n");
        var csm = await app.AddUserAsync(Role.Csm);
        await using var tab = await chromium.OpenAsync(app.Address);
        await tab.SignInAsync(csm);
        await tab.Page.GotoAsync("/journeys/1");
        await Assertions.Expect(tab.Page.Locator(".in-words")).ToContainTextAsync("Onboarding: accounts that an import or a person puts into it");
        await Assertions.Expect(tab.Page.GetByLabel("Name of the stage")).ToHaveCountAsync(0);
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToHaveCountAsync(0);
        tab.Faults.Should().BeEmpty();
    }

    private async Task ImportAsync(string csv)
    {
        var path = Path.Combine(Path.GetTempPath(), $"journeys-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, csv);
        var imported = await app.Services.GetRequiredService<ImportFile>().RunAsync(Actor.System, new(ImportKind.Accounts, path, "accounts.csv", null, false), null, default);
        imported.Value!.Errors.Should().Be(0);
        File.Delete(path);
    }
}
