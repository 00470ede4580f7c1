using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Web.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Segments;

/// <summary>Somebody makes a segment, sees whom it takes while typing, and moves it before the others.</summary>
public sealed class SegmentPagesTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>, IClassFixture<Chromium>
{
    [BrowserFact]
    public async Task Segment_MadeAndMovedUp_TakesItsAccounts_AndSaysWhy()
    {
        await ImportAsync("account,name,start,segment,arr,region\nA,Acme,2024-01-01,Plain,150000,EMEA\nB,Bolt,2024-01-01,Plain,20000,EMEA\nC,Cone,2024-01-01,Plain,90000,APAC\n");
        var ops = await app.AddUserAsync(Role.CsOps);
        await using var tab = await chromium.OpenAsync(app.Address);
        await tab.SignInAsync(ops);
        var page = tab.Page;

        await tab.OpenInteractiveAsync("/segments/new");
        await page.GetByLabel("Name").FillAsync("Strategic");
        await page.GetByLabel("Value", new() { Exact = true }).FillAsync("80000");
        await Assertions.Expect(page.Locator(".summary")).ToContainTextAsync("ARR is at least 80,000.");
        await Assertions.Expect(page.Locator(".outlook")).ToContainTextAsync("2 accounts match, but earlier segments take all of them: Plain 2.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Condition", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("What is asked for")).ToHaveCountAsync(2);
        await page.GetByLabel("What is asked for").Last.SelectOptionAsync("a:Region");
        await page.GetByLabel("Value, or several with commas").FillAsync("emea, mars");
        await Assertions.Expect(page.Locator(".summary")).ToContainTextAsync("ARR is at least 80,000 and Region is emea or mars.");
        await tab.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the segment" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Strategic");

        await tab.OpenInteractiveAsync("/segments");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move Strategic up" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("Strategic");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move Strategic up" })).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".outlook")).ToContainTextAsync("1 account: Plain → Strategic");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the order" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("The order is saved. 1 account changed segment.");
        await tab.ShouldBeAccessibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Strategic" }).ClickAsync();
        await Assertions.Expect(page.Locator(".outlook [data-count='1']")).ToBeVisibleAsync();
        await page.GetByLabel("Value", new() { Exact = true }).FillAsync("10000");
        await Assertions.Expect(page.Locator(".outlook")).ToContainTextAsync("1 account: Plain → Strategic");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Saved. 1 account changed segment.");
        await Assertions.Expect(page.Locator(".segment-changes li").First).ToContainTextAsync("ARR is at least 10,000");
        await Assertions.Expect(page.Locator(".segment-history .data-table tbody")).ToContainTextAsync("came from Plain");
        await tab.ShouldBeAccessibleAsync();

        await page.GotoAsync("/segments/why?q=acm");
        await page.GetByRole(AriaRole.Link, new() { Name = "Acme" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Why Acme is in Strategic");
        await Assertions.Expect(page.Locator(".answers").First).ToContainTextAsync("ARR is at least 10,000: 150,000");
        await tab.ShouldBeAccessibleAsync();
        tab.Faults.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task List_MadeAndFilled_CanBeAskedFor()
    {
        await ImportAsync("account,name,start,segment,arr,region\nA,Acme,2024-01-01,Plain,150000,EMEA\n");
        var ops = await app.AddUserAsync(Role.CsOps);
        await using var tab = await chromium.OpenAsync(app.Address);
        await tab.SignInAsync(ops);
        await tab.OpenInteractiveAsync("/segments/lists");
        await tab.Page.GetByLabel("Name").FillAsync("Lighthouse");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Make the list" }).ClickAsync();
        await tab.Page.GetByLabel("External ids, one a line").FillAsync("A\nnobody");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Put on the list" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#list-accounts-error")).ToContainTextAsync("There is no account \"nobody\"");
        await tab.Page.GetByLabel("External ids, one a line").FillAsync("A");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Put on the list" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".notice")).ToContainTextAsync("1 account put on the list");
        await tab.ShouldBeAccessibleAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Rename Lighthouse" }).ClickAsync();
        await Assertions.Expect(tab.Page.GetByLabel("New name of Lighthouse")).ToBeFocusedAsync();
        await tab.Page.GetByLabel("New name of Lighthouse").FillAsync(" ");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#list-rename-error")).ToHaveTextAsync("Give the list a name.");
        await tab.ShouldBeAccessibleAsync();
        await tab.Page.GetByLabel("New name of Lighthouse").FillAsync("Beacons");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Beacons" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("Only accounts on the list Beacons.");
        await Assertions.Expect(tab.Page.Locator(".grid tbody th")).ToHaveTextAsync(["Acme"]);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Acme" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".account-head span:has-text('External id') > b")).ToHaveTextAsync("A");
        await tab.OpenInteractiveAsync("/segments/lists");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Rename Beacons" }).ClickAsync();
        await tab.Page.GetByLabel("New name of Beacons").FillAsync("Lighthouse");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".notice")).ToContainTextAsync("The list is called Lighthouse now.");
        await tab.OpenInteractiveAsync("/segments/new");
        await tab.Page.GetByLabel("What is asked for").SelectOptionAsync("l:Lighthouse");
        // Nothing is saved yet, so whoever goes away is asked.
        await Assertions.Expect(tab.Page.Locator(".segment-editor[data-unsaved]")).ToHaveCountAsync(1);
        await Assertions.Expect(tab.Page.Locator(".summary")).ToContainTextAsync("is on the list Lighthouse.");
        await Assertions.Expect(tab.Page.Locator(".outlook")).ToContainTextAsync("1 account matches");
    }

    [Fact]
    public async Task WhoSeesOnlyTheirOwn_IsToldWhyTheyCannotChangeSegments()
    {
        using var bound = app.NewVisitor();
        await bound.SignInAsync(await app.AddUserAsync(Role.CsOps, onlyOwn: true), RunningApp.Password);
        (await bound.PageAsync("/segments")).Should().NotContain("/segments/new").And.NotContain("/segments/lists");
        (await bound.PageAsync("/segments/why")).Should().NotContain("/segments/lists");
        foreach (var path in new[] { "/segments/new", "/segments/lists" })
            (await bound.PageAsync(path)).Should().Contain("You see only your own accounts").And.NotContain("<input id=\"list-name\"");
        using var ops = await app.SignedInAsync(Role.CsOps);
        (await ops.PageAsync("/segments")).Should().Contain("/segments/new").And.Contain("/segments/lists");
        (await ops.PageAsync("/accounts?list=999")).Should().Contain("There is no such list");
        (await bound.PageAsync("/accounts?list=999")).Should().Contain("Only accounts on one list.");
    }

    private async Task ImportAsync(string csv)
    {
        var path = Path.Combine(Path.GetTempPath(), $"segments-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, csv);
        var mapping = MappingJson.Read("""{"fields":{"account":"account","name":"name","start":"start","segment":"segment","arr":"arr","attribute: Region":"region"}}""").Value;
        var imported = await app.Services.GetRequiredService<ImportFile>().RunAsync(Actor.System, new(ImportKind.Accounts, path, "accounts.csv", mapping, false), null, default);
        imported.Value!.Errors.Should().Be(0);
        File.Delete(path);
    }
}
