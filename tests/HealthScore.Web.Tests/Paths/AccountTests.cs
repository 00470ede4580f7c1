using System.Globalization;
using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Demo;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>What a CSM does on an account's page: looks at other days, asks why, opens a measure, records what happened and takes it back.</summary>
[Collection(DemoTests.Name)]
public sealed class AccountTests(DemoApp demo)
{
    private DateOnly Today => demo.App.Services.GetRequiredService<OrganisationClock>().Today;

    [BrowserFact]
    public Task Day_OfThePast_IsShownOnTheWholePage_AndLeadsBack() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var (page, account) = (tab.Page, await ActiveAsync());
        var day = await ScoredAsync(account, Today.AddDays(-40));
        await page.GotoAsync($"{account}?day={day:yyyy-MM-dd}");
        await Assertions.Expect(page.Locator(".past-day")).ToContainTextAsync($"You see {Written(day)}");
        await Assertions.Expect(page.Locator(".acts")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".breakdown").Locator("xpath=ancestor::section")).ToContainTextAsync(Written(day));
        var times = await page.Locator(".timeline time").AllInnerTextsAsync();
        times.Should().NotBeEmpty();
        foreach (var text in times)
            DateOnly.ParseExact(text, "d MMM yyyy", CultureInfo.GetCultureInfo("en-GB")).Should().BeOnOrBefore(day);
        (await tab.ViolationsAsync()).Should().BeEmpty();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to today" }).ClickAsync();
        await Assertions.Expect(page.Locator(".past-day")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".acts")).ToHaveCountAsync(1);

        // On paper: every card, and nothing that can only be pressed.
        var cards = await page.Locator(".card:visible").CountAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        (await page.Locator(".card:visible").CountAsync()).Should().Be(cards);
        await Assertions.Expect(page.Locator(".printed")).ToContainTextAsync($"Printed by {DemoUsers.All.Single(u => u.Role == Role.CsOps).Name}, {Written(Today)}");
        await Assertions.Expect(page.Locator(".account-head")).ToContainTextAsync($"As of {Written(Today)}");
        await Assertions.Expect(page.Locator(":is(.app-nav, .app-header, .acts, .crumb, .segments, summary, button:not(.help)):visible")).ToHaveCountAsync(0);
        tab.Faults.Should().BeEmpty();
    }, nameof(Day_OfThePast_IsShownOnTheWholePage_AndLeadsBack));

    [BrowserFact]
    public Task WhyItMoved_BetweenAnyTwoDays_AddsUpAsShown() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        var (since, day) = (Today.AddDays(-50), Today.AddDays(-10));
        var account = await MovedAsync((0, 7), (0, 90), (0, 364), (10, 50), (0, 50));
        // The first thing on a page that was just loaded: what is in a noscript then is no element.
        await page.GotoAsync(account);
        await page.Locator("#since").FillAsync($"{since:yyyy-MM-dd}");
        await page.WaitForURLAsync(new Regex($"since={since:yyyy-MM-dd}"));
        await Assertions.Expect(page.Locator(".waterfall tr.end").First).ToContainTextAsync(Written(since));
        await ShouldAddUpAsync(page);
        // Who asks since when it moved still looks at today, and may record what they did.
        await Assertions.Expect(page.Locator(".past-day")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".acts")).ToHaveCountAsync(1);
        foreach (var span in new[] { "A week", "90 days", "A year" })
        {
            await page.GetByRole(AriaRole.Link, new() { Name = span, Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator(".why-panel nav [aria-current]")).ToHaveTextAsync(span);
            await ShouldAddUpAsync(page);
        }

        // Both days by hand, and by the chart with the Shift key held.
        await page.Locator("#since").FillAsync($"{since:yyyy-MM-dd}");
        await page.WaitForURLAsync(new Regex($"since={since:yyyy-MM-dd}"));
        await page.Locator("#day").FillAsync($"{day:yyyy-MM-dd}");
        await page.WaitForURLAsync(new Regex($"day={day:yyyy-MM-dd}"));
        await Assertions.Expect(page.Locator(".waterfall tr.end").Last).ToContainTextAsync(Written(day));
        await ShouldAddUpAsync(page);
        await page.Locator("trend-chart input").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.WaitForURLAsync(url => !url.Contains($"since={since:yyyy-MM-dd}", StringComparison.Ordinal));
        await ShouldAddUpAsync(page);
        tab.Faults.Should().BeEmpty();
    }, nameof(WhyItMoved_BetweenAnyTwoDays_AddsUpAsShown));

    [BrowserFact]
    public Task Measure_Opened_ShowsItsReadings_AndExplainsItself() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await tab.OpenInteractiveAsync(await ActiveAsync());
        var first = page.Locator(".breakdown .opens").First;
        await first.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".measure-detail")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".breakdown [aria-expanded=true]")).ToHaveCountAsync(1);
        (await tab.ViolationsAsync()).Should().BeEmpty();

        var help = page.Locator(".breakdown thead .help").First;
        await help.FocusAsync();
        var words = page.Locator(".help-words:popover-open");
        await Assertions.Expect(words).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(words).ToHaveCountAsync(0);
        await page.Locator(".breakdown tbody .help").First.HoverAsync();
        await Assertions.Expect(words).ToHaveCountAsync(1);
        (await tab.ViolationsAsync()).Should().BeEmpty();
        tab.Faults.Should().BeEmpty();
    }, nameof(Measure_Opened_ShowsItsReadings_AndExplainsItself));

    [BrowserFact]
    public Task Override_ByKeyboard_IsShownWithinSeconds_EndsEarly_AndIsTakenBack() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await tab.OpenInteractiveAsync(await ActiveAsync(skip: 3));
        await page.EvaluateAsync("window.neverReloaded = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Override the score" }).PressAsync("Enter");
        await page.Locator("#override-score").FillAsync("101");
        await page.GetByRole(AriaRole.Button, new() { Name = "Override the score" }).Last.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".act-form")).ToContainTextAsync("Choose red, yellow or green.");
        await Assertions.Expect(page.Locator(".act-form")).ToContainTextAsync("Write a number from 0 to 100.");
        await Assertions.Expect(page.Locator(".act-form")).ToContainTextAsync("Say why");
        (await tab.ViolationsAsync()).Should().BeEmpty();

        await page.Locator("#override-band").SelectOptionAsync("Red");
        await page.Locator("#override-score").FillAsync("12");
        await page.Locator("#override-reason").FillAsync("Their CFO told us in confidence");
        await page.GetByRole(AriaRole.Button, new() { Name = "Override the score" }).Last.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".acts .notice")).ToContainTextAsync("Health set to 12.0");
        await Assertions.Expect(page.Locator(".why-panel .big")).ToHaveTextAsync("12.0", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".standing")).ToContainTextAsync("Their CFO told us in confidence");

        await page.Locator(".standing").GetByRole(AriaRole.Button, new() { Name = "End now Health override" }).First.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".acts .notice")).ToContainTextAsync("ended");
        await Assertions.Expect(page.Locator(".why-panel .big")).Not.ToHaveTextAsync("12.0", new() { Timeout = 60_000 });

        // The button is gone with what it ended, and the focus is at the notice; that it ended can be undone, and the whole taken back.
        await Assertions.Expect(page.Locator(".acts .notice")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".acts .notice")).ToHaveTextAsync("Taken back.");
        await Assertions.Expect(page.Locator(".acts .notice")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".why-panel .big")).ToHaveTextAsync("12.0", new() { Timeout = 60_000 });
        await page.Locator(".timeline").GetByRole(AriaRole.Button, new() { NameRegex = new("^Take back .*12") }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".acts .notice")).ToContainTextAsync("Taken back: ");
        await Assertions.Expect(page.Locator(".acts .notice")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Their CFO told us in confidence");
        await Assertions.Expect(page.Locator(".why-panel .big")).Not.ToHaveTextAsync("12.0", new() { Timeout = 60_000 });
        (await page.EvaluateAsync<bool>("window.neverReloaded === true")).Should().BeTrue("the page is updated in place");
        tab.Faults.Should().BeEmpty();
    }, nameof(Override_ByKeyboard_IsShownWithinSeconds_EndsEarly_AndIsTakenBack));

    [BrowserFact]
    public Task Touch_IsInTheTimeline_AndUndoneByTheNotice() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await tab.OpenInteractiveAsync(await ActiveAsync(skip: 4) + "?act=touch");
        await page.Locator("#touch-note").FillAsync("Asked about the summer break");
        // Whoever looks at something else in between goes on writing.
        await page.Locator(".kinds a").Nth(1).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("act=", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".kinds a").Nth(1)).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(page.Locator("#touch-note")).ToHaveValueAsync("Asked about the summer break");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the touch" }).ClickAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("Asked about the summer break");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Record a touch" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator(".acts .notice")).ToContainTextAsync("Taken back.");
        await Assertions.Expect(page.Locator(".timeline")).Not.ToContainTextAsync("Asked about the summer break");
        foreach (var act in new[] { "Record a touch", "Give a pulse", "Open a risk" })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = act }).ClickAsync();
            await Assertions.Expect(page.Locator(".acts [aria-expanded=true]")).ToHaveTextAsync(act);
            (await tab.ViolationsAsync(within: ".act-form")).Should().BeEmpty(act);
        }

        tab.Faults.Should().BeEmpty();
    }, nameof(Touch_IsInTheTimeline_AndUndoneByTheNotice));

    [BrowserFact]
    public Task Leader_ReadsThePage_AndMayRecordNothing() => demo.WalkAsync(Role.Leadership, async tab =>
    {
        await tab.Page.GotoAsync(await ActiveAsync());
        await Assertions.Expect(tab.Page.Locator(".breakdown")).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.Locator(".acts, .goal-figure, .small-button")).ToHaveCountAsync(0);
    }, nameof(Leader_ReadsThePage_AndMayRecordNothing));

    private static async Task ShouldAddUpAsync(IPage page)
    {
        var rows = page.Locator(".waterfall tbody tr");
        var numbers = (await rows.Locator("td:last-child").AllInnerTextsAsync()).Select(t => (long)Math.Round(10 * double.Parse(t.Trim().Replace('−', '-'), CultureInfo.InvariantCulture))).ToList();
        numbers.Count.Should().BeGreaterThan(1);
        numbers[..^1].Sum().Should().Be(numbers[^1], "the first score and all steps make the last");
    }

    // An account that has been scored for a year and is red, so that there is something to see.
    private async Task<string> ActiveAsync(int skip = 0)
    {
        await using var db = await demo.App.Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        var year = Today.AddDays(-364);
        var id = await db.CurrentAccounts.Where(a => a.Active && a.Health != null && db.Scores.Any(s => s.AccountId == a.AccountId && s.Day <= year && s.Day > year.AddDays(-3) && s.Computed != null))
            .OrderBy(a => a.AccountId).Skip(skip).Select(a => a.AccountId).FirstAsync();
        return $"/accounts/{id}";
    }

    // Its last scored day up to another: not every company is scored day by day from its beginning.
    private async Task<DateOnly> ScoredAsync(string href, DateOnly upTo)
    {
        await using var db = await demo.App.Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        var id = long.Parse(href[(href.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);
        return await db.Scores.Where(s => s.AccountId == id && s.Kind == ScoreKind.Health && s.Day <= upTo).MaxAsync(s => s.Day);
    }

    // An account whose health is another one on each of the two days, so that there is something to explain.
    private async Task<string> MovedAsync(params (int Day, int Since)[] ago)
    {
        await using var db = await demo.App.Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        var days = ago.SelectMany(a => new[] { a.Day, a.Since }).Distinct().Select(a => Today.AddDays(-a)).ToArray();
        var scores = await db.Scores.Where(s => days.Contains(s.Day) && s.Kind == ScoreKind.Health && s.Computed != null).ToListAsync();
        return $"/accounts/{scores.GroupBy(s => s.AccountId).Where(Moved).Min(a => a.Key)}";

        bool Moved(IEnumerable<ScoreRow> account)
        {
            var on = account.ToDictionary(s => s.Day, s => s.Computed!.Value);
            return ago.All(a => on.TryGetValue(Today.AddDays(-a.Day), out var now) && on.TryGetValue(Today.AddDays(-a.Since), out var then) && Math.Abs(now - then) > 1);
        }
    }

    private static string Written(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
}
