using System.Globalization;
using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.MyDay;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>A CSM begins the day: whom to call, why, and what can wait.</summary>
[Collection(DemoTests.Name)]
public sealed partial class MyDayTests(DemoApp demo)
{
    [BrowserFact]
    public Task Csm_LandsOnTheirDay_AndPutsAnAccountOffAndBack_ByKeys() => demo.WalkAsync(Role.Csm, async tab =>
    {
        var page = tab.Page;
        await tab.OpenInteractiveAsync("/");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("My day");
        var items = page.Locator(".needs > li");
        var first = items.First;
        var name = await first.Locator(".who a").InnerTextAsync();
        var named = page.Locator(".needs .who").GetByRole(AriaRole.Link, new() { Name = name, Exact = true });
        (await first.Locator(".why").InnerTextAsync()).Should().NotBeEmpty();
        (await first.Locator(".step").InnerTextAsync()).Should().NotBeEmpty();

        await first.GetByRole(AriaRole.Link, new() { Name = $"Snooze {name}" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Can wait until")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Snooze" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#reason-error")).ToContainTextAsync("Say why");

        await page.GetByLabel("Because").FocusAsync();
        await page.Keyboard.TypeAsync("Budget is decided next week");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync($"{name} can wait until");
        await Assertions.Expect(page.GetByText($"{name} can wait until")).ToBeFocusedAsync();
        await Assertions.Expect(named).ToHaveCountAsync(0);
        await Assertions.Expect(items).Not.ToHaveCountAsync(0);
        await page.GetByText("Snoozed: 1 account").ClickAsync();
        await Assertions.Expect(page.Locator(".snoozed")).ToContainTextAsync("Budget is decided next week");

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(named).ToHaveCountAsync(1);
        await Assertions.Expect(items.First.Locator(".who a")).ToHaveTextAsync(name);
        await Assertions.Expect(page.GetByText($"{name} is there again.")).ToBeFocusedAsync();
        tab.Faults.Should().BeEmpty();
    }, nameof(Csm_LandsOnTheirDay_AndPutsAnAccountOffAndBack_ByKeys));

    [BrowserFact]
    public Task EveryFigure_LeadsToAsManyAccounts_AndTheOrderIsExplained() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/my-day?whose=all&why=1");
        await Assertions.Expect(page.Locator(".needs .stake").First).ToContainTextAsync("at stake");
        var links = new List<(string Href, string Text)>();
        foreach (var link in await page.Locator("main a[href^='/accounts?']").AllAsync()) links.Add(((await link.GetAttributeAsync("href"))!, await link.InnerTextAsync()));
        links.Should().HaveCountGreaterThan(2);
        foreach (var (href, text) in links)
        {
            await page.GotoAsync(href);
            // A sum of ARR, or a number of accounts, whatever stands around it.
            var expected = text.Contains("account", StringComparison.Ordinal) || text.All(c => char.IsAsciiDigit(c) || c == ',') ? $"^{Number().Match(text).Value} accounts?\\b" : $", {Regex.Escape(text)} ARR\\b";
            await Assertions.Expect(page.Locator(".page-header .lead")).ToContainTextAsync(new Regex(expected));
        }

        await page.GotoAsync("/");
        page.Url.Should().EndWith("/portfolio", "who owns no accounts begins with the whole");
        await Assertions.Expect(page.Locator(".figure").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".figure:not(:has(.name .help-words:not(:empty)))")).ToHaveCountAsync(0);
        await page.GotoAsync("/accounts");
        await Assertions.Expect(page.Locator(".grid thead th:not(.box):not(:has(.help-words:not(:empty)))")).ToHaveCountAsync(0);
    }, nameof(EveryFigure_LeadsToAsManyAccounts_AndTheOrderIsExplained));

    [BrowserFact]
    public Task NothingToDo_IsSaidKindly() => demo.WalkAsync(Role.Csm, async tab =>
    {
        var (page, services) = (tab.Page, demo.App.Services);
        await using var db = await services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        var mail = DemoApp.Mail(Role.Csm);
        var owner = await db.Owners.Where(o => o.Email == mail).Select(o => o.Id).SingleAsync();
        var needing = await db.CurrentAccounts.Where(a => a.OwnerId == owner && a.Active && a.Stake > 0).Select(a => a.AccountId).ToListAsync();
        needing.Should().NotBeEmpty();
        var (today, snooze, wake, assign) = (services.GetRequiredService<OrganisationClock>().Today, services.GetRequiredService<SnoozeAccount>(), services.GetRequiredService<EndSnooze>(), services.GetRequiredService<AssignOwner>());
        try
        {
            foreach (var account in needing) (await snooze.RunAsync(Actor.System, new(account, today.AddDays(3), "Away"), default)).IsOk.Should().BeTrue();
            await page.GotoAsync("/my-day");
            await Assertions.Expect(page.GetByText("Nothing needs you today")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator(".empty").First).ToContainTextAsync("Everything that is not green can wait, as you said. A good day to ask a happy customer how they are.");
            await Assertions.Expect(page.GetByText($"Snoozed: {needing.Count.ToString("N0", CultureInfo.GetCultureInfo("en-GB"))} account")).ToBeVisibleAsync();
            await tab.ShouldLookRightAsync(Look.Quick);
        }
        finally
        {
            foreach (var account in needing) await wake.RunAsync(Actor.System, account, default);
        }

        // Whose accounts are all green has nothing put off either.
        try
        {
            foreach (var some in needing.Chunk(AssignOwner.MostAccounts)) (await assign.RunAsync(Actor.System, some, null, default)).IsOk.Should().BeTrue();
            await page.GotoAsync("/my-day");
            await Assertions.Expect(page.Locator(".empty").First).ToContainTextAsync("Every account that has a score is green. A good day to ask a happy customer how they are.");
            await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Snoozed");
        }
        finally
        {
            foreach (var some in needing.Chunk(AssignOwner.MostAccounts)) await assign.RunAsync(Actor.System, some, owner, default);
        }

        tab.Faults.Should().BeEmpty();
    }, nameof(NothingToDo_IsSaidKindly));

    /// <summary>Whatever a CSM sees of bands, scores and changes says what it means: beside it, or at the head of its column.</summary>
    [BrowserFact]
    public Task EveryNumberAndBand_ExplainsItself_ToWhoPointsAndToWhoTabs() => demo.WalkAsync(Role.Csm, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/accounts?sort=health");
        var account = (await page.Locator(".grid tbody th a").First.GetAttributeAsync("href"))!;
        foreach (var path in new[] { "/my-day", "/my-day?why=1", "/portfolio", "/accounts", account, account + "?kind=risk", account + "?kind=expansion" })
        {
            await page.GotoAsync(path);
            (await page.EvaluateAsync<string[]>(Unexplained)).Should().BeEmpty(path);
        }

        await page.GotoAsync("/my-day");
        foreach (var part in new[] { ".numbers .help", ".facts-line .help" })
        {
            var (term, words) = (page.Locator(".needs > li").First.Locator(part).First, page.Locator(".help-words:popover-open"));
            await term.FocusAsync();
            await Assertions.Expect(words).ToHaveCountAsync(1);
            (await words.GetAttributeAsync("id")).Should().Be(await term.GetAttributeAsync("aria-describedby"), "who hears the page is told the same");
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(words).ToHaveCountAsync(0);
            await page.Locator("h1").HoverAsync();
            await term.BlurAsync();
            await term.HoverAsync();
            await Assertions.Expect(words).ToHaveCountAsync(1);
            await page.Locator("h1").HoverAsync();
            await Assertions.Expect(words).ToHaveCountAsync(0);
        }

        tab.Faults.Should().BeEmpty();
    }, nameof(EveryNumberAndBand_ExplainsItself_ToWhoPointsAndToWhoTabs));

    // What is not explained by a term around it, beside it or at the head of its column, and stands in no chart's table or menu.
    private const string Unexplained =
        """
        () => [...document.querySelectorAll("main :is(.score-with-band, .badge, .change, .need .score, .legend li b, .kinds .value, .goals .tabular, dt)")].filter(part => {
          if (part.checkVisibility && !part.checkVisibility()) return false;
          if (part.closest("help-tip, .glance, .heat, .filters, .chart, .stake-words") || part.querySelector("help-tip")) return false;
          const cell = part.closest("td, th");
          const head = cell?.closest("table").tHead?.rows[0].cells[cell.cellIndex];
          return !head?.querySelector(".help-words");
        }).map(part => part.outerHTML)
        """;

    [GeneratedRegex("[0-9,]+")]
    private static partial Regex Number();
}
