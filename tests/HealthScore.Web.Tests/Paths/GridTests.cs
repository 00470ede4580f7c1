using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Tests.Reports.Files;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>The accounts grid by keys: found, chosen, given to somebody, kept as a view.</summary>
[Collection(DemoTests.Name)]
public sealed partial class GridTests(DemoApp demo)
{
    [BrowserFact]
    public Task Grid_ByKeys_ChoosesAssignsAndTakesBack() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/accounts?segment=1&owner=0");
        var nobodys = await page.Locator(".page-header .lead").InnerTextAsync();
        await tab.OpenInteractiveAsync("/accounts?segment=1&sort=name");
        var names = await page.Locator(".grid tbody th a").AllInnerTextsAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).Should().Be(names[0]);
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator(".chosen")).ToHaveTextAsync("2 accounts chosen");

        // Enter opens the account whose row it is, and the way back leads to the same list; the slash looks among what is filtered.
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(names[1]);
        await tab.OpenInteractiveAsync("/accounts?segment=1&sort=name");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#f-q")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(names[1]);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("q="));
        await Assertions.Expect(page.Locator(".grid tbody th a").First).ToHaveTextAsync(names[1]);
        page.Url.Should().Contain("segment=1").And.Contain("sort=name");
        await tab.OpenInteractiveAsync("/accounts?segment=1&sort=name");
        foreach (var key in new[] { "j", "x", "j", "x" }) await page.Keyboard.PressAsync(key);
        await Assertions.Expect(page.Locator(".chosen")).ToHaveTextAsync("2 accounts chosen");

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("dialog#keys")).ToBeVisibleAsync();
        (await tab.ViolationsAsync(within: "dialog#keys")).Should().BeEmpty();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog#keys")).Not.ToBeVisibleAsync();

        await page.SelectOptionAsync("#bulk-owner", "0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Assign" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("2 accounts changed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("2 accounts changed back");
        await page.GotoAsync("/accounts?segment=1&owner=0");
        await Assertions.Expect(page.Locator(".page-header .lead")).ToHaveTextAsync(nobodys);
        tab.Faults.Should().BeEmpty();
    }, nameof(Grid_ByKeys_ChoosesAssignsAndTakesBack));

    [BrowserFact]
    public Task Chosen_ArePutOnAList_AndTakenOffAgain() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var (page, lists) = (tab.Page, demo.App.Services.GetRequiredService<AccountLists>());
        var list = (await lists.MakeAsync(Actor.System, "Reference customers", default)).Value;
        await page.GotoAsync("/accounts?segment=1&sort=name");
        await page.Locator(".grid tbody input[type=checkbox]").Nth(0).CheckAsync();
        await page.Locator(".grid tbody input[type=checkbox]").Nth(2).CheckAsync();
        await page.SelectOptionAsync("#bulk-list", new SelectOptionValue { Label = "Reference customers" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Put on the list" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("2 accounts put on the list “Reference customers”.");
        (await lists.AllAsync(Actor.System, default)).Value!.Single(l => l.Id == list).Accounts.Should().Be(2);
        (await tab.ViolationsAsync()).Should().BeEmpty();

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("2 accounts taken off the list");
        (await lists.AllAsync(Actor.System, default)).Value!.Single(l => l.Id == list).Accounts.Should().Be(0);
        (await lists.RemoveAsync(Actor.System, list, default)).IsOk.Should().BeTrue();
        tab.Faults.Should().BeEmpty();
    }, nameof(Chosen_ArePutOnAList_AndTakenOffAgain));

    [BrowserFact]
    public Task Score_ThatIsFocused_ShowsWhatItIsMadeOf_AndEscapeHidesIt() => demo.WalkAsync(Role.Csm, async tab =>
    {
        var page = tab.Page;
        await tab.OpenInteractiveAsync("/accounts");
        var button = page.Locator(".glance").First;
        await page.Locator(".grid tbody th a").First.FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(button).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".glance-card .glance-bars li").First).ToBeVisibleAsync();
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
        (await tab.ViolationsAsync()).Should().BeEmpty();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".glance-card")).ToHaveCountAsync(0);

        // One below the fold: the page scrolls to it, and the card stays. By the pointer one comes from the score to its card.
        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.Locator(".grid tbody th a").Last.EvaluateAsync("link => link.focus({ preventScroll: true })");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".glance").Last).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".glance").Last).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator(".glance-card .glance-bars li").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".grid tbody th a").Last.FocusAsync();
        await page.Locator(".glance").Last.HoverAsync();
        await page.Locator(".glance-card .glance-bars li").First.HoverAsync();
        await page.WaitForTimeoutAsync(500);
        await Assertions.Expect(page.Locator(".glance-card .glance-bars li").First).ToBeVisibleAsync();
        await page.Mouse.MoveAsync(2, 2);
        await Assertions.Expect(page.Locator(".glance-card")).ToHaveCountAsync(0);
        tab.Faults.Should().BeEmpty();
    }, nameof(Score_ThatIsFocused_ShowsWhatItIsMadeOf_AndEscapeHidesIt));

    [BrowserFact]
    public Task View_WithItsColumns_IsKeptFoundAgainAndRemoved() => demo.WalkAsync(Role.Leadership, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/accounts?band=red&sort=-arr&cols=arr,renewal,health");
        (await page.Locator(".grid thead th").AllInnerTextsAsync()).Select(t => t.Trim()).Should().Equal("", "Account", "ARR", "Renewal", "Health");
        await page.GetByText("Views", new() { Exact = true }).ClickAsync();
        (await tab.ViolationsAsync(within: ".drop-menu[open]")).Should().BeEmpty();
        await page.GetByLabel("Keep what you see as").FillAsync("Red by revenue");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Red by revenue");
        await page.GotoAsync("/accounts");
        await page.GetByText("Views", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Red by revenue" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("band=red.*cols="));
        await Assertions.Expect(page.Locator(".grid thead th")).ToHaveCountAsync(5);
        await page.GetByText("Views", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the view Red by revenue" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Removed");
        tab.Faults.Should().BeEmpty();
    }, nameof(View_WithItsColumns_IsKeptFoundAgainAndRemoved));

    [BrowserFact]
    public Task Rectangle_DrawnOrWritten_ListsTheAccountsInIt() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await tab.OpenInteractiveAsync("/portfolio");
        var plot = page.Locator(".scatter .plot");
        await plot.ScrollIntoViewIfNeededAsync();
        var box = (await plot.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (.3f * box.Width), box.Y + (.2f * box.Height));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (.6f * box.Width), box.Y + (.5f * box.Height), new() { Steps = 4 });
        await page.Mouse.MoveAsync(box.X + (.7f * box.Width), box.Y + (.8f * box.Height), new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync(new Regex("/accounts\\?.*hmin=30.*hmax=70.*emin=20.*emax=80"));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Accounts");

        await page.GotoAsync("/portfolio");
        await page.GetByLabel("Health from").FillAsync("40");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("/accounts\\?.*hmin=40"));
        tab.Faults.Should().BeEmpty();
    }, nameof(Rectangle_DrawnOrWritten_ListsTheAccountsInIt));

    [Theory]
    [InlineData(Role.Csm, "/portfolio")]
    [InlineData(Role.Admin, "/portfolio")]
    [InlineData(Role.Admin, "/portfolio?segment=1")]
    [InlineData(Role.Admin, "/portfolio?team=Mid-market")]
    public async Task EveryCountOfThePortfolio_IsThatOfTheGridItLeadsTo(Role role, string path)
    {
        using var visitor = await demo.SignedInAsync(role);
        var html = await visitor.PageAsync(path);
        var links = Links().Matches(html).Select(m => (Href: WebUtility.HtmlDecode(m.Groups["href"].Value), Text: WebUtility.HtmlDecode(Tags().Replace(m.Groups["text"].Value, " "))))
            .Select(l => (l.Href, Count: Counted().Match(l.Text) is { Success: true } m ? m.Groups["count"].Value : null)).Where(l => l.Count is not null).Distinct().ToList();
        links.Should().HaveCountGreaterThan(10);
        var wrong = new List<string>();
        foreach (var (href, count) in links)
        {
            var lead = Lead().Match(await visitor.PageAsync(href));
            var shown = lead.Groups["count"].Value;
            // Many thousands are not counted to the last one by the grid.
            if (shown != count && !(lead.Groups["more"].Success && Number(count!) > Number(shown))) wrong.Add($"{href}: {count} here, {shown} there");
        }

        string.Join('\n', wrong).Should().BeEmpty();
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Export_HoldsWhatMatches_OrWhatWasChosen(string extension)
    {
        using var visitor = await demo.SignedInAsync(Role.Csm);
        var count = Number(Lead().Match(await visitor.PageAsync("/accounts?band=red,yellow")).Groups["count"].Value);
        var names = Names(await visitor.FileAsync($"/accounts/export.{extension}?band=red,yellow"), extension);
        names.Should().HaveCount(count).And.OnlyHaveUniqueItems();
        var rows = Rows().Matches(await visitor.PageAsync("/accounts?band=red,yellow")).Select(m => (Id: m.Groups["id"].Value, Name: WebUtility.HtmlDecode(m.Groups["name"].Value))).Skip(1).Take(2).ToList();
        rows.Should().HaveCount(2);
        Names(await visitor.FileAsync($"/accounts/export.{extension}?ids={string.Join(',', rows.Select(r => r.Id))}&band=red,yellow"), extension).Should().BeEquivalentTo(rows.Select(r => r.Name));
    }

    [Fact]
    public async Task Export_HasTheColumnsAndTheOrderOfThePage()
    {
        using var visitor = await demo.SignedInAsync(Role.Csm);
        var page = await visitor.PageAsync("/accounts?band=red,yellow&sort=-change&cols=change,arr,trend,health");
        var file = WebUtility.HtmlDecode(ExportLinks().Match(page).Groups["href"].Value);
        var rows = Csv.Read(await visitor.FileAsync(file)).ToList();
        rows[0].Keys.Should().Equal("Account id", "Name", "Change", "Change since", "ARR (USD)", "Health", "Health band", "Day");
        var shown = Rows().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups["name"].Value)).ToList();
        shown.Should().HaveCountGreaterThan(5);
        rows.Take(shown.Count).Select(r => r["Name"]).Should().Equal(shown);
        rows.Where(r => r["Change"].Length > 0).Select(r => double.Parse(r["Change"], CultureInfo.InvariantCulture)).Should().BeInDescendingOrder();
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Names(byte[] file, string extension) => extension == "csv"
        ? [.. Csv.Read(file).Select(row => row["Name"])]
        : [.. Sheet.Read(file)[0].Rows.Select(row => row["Name"].Text!)];

    [GeneratedRegex("<a[^>]* href=\"(?<href>/accounts(\\?[^\"]*)?)\"[^>]*>(?<text>.*?)</a>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Links();

    [GeneratedRegex("href=\"(?<href>/accounts/export\\.csv[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex ExportLinks();

    // A figure, a cell of the renewals, "12 accounts": what counts accounts, and not their revenue.
    [GeneratedRegex(@"^\s*(Accounts|Red|Yellow|Green|No score|Renewals in \d+ days)\s+(?<count>[\d,]+)(?![\d.,])|^\s*(?<count>[\d,]+)\s*$|(?<count>[\d,]+) accounts?\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Counted();

    [GeneratedRegex("<th scope=\"row\"><a href=\"/accounts/(?<id>\\d+)\">(?<name>[^<]*)</a>", RegexOptions.ExplicitCapture)]
    private static partial Regex Rows();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("<p class=\"lead\">(?<more>More than )?(?<count>[\\d,]+) accounts?")]
    private static partial Regex Lead();
}
