using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>An open account page follows its account: gently while it is connected, and after a lost connection by itself.</summary>
[Collection(DemoTests.Name)]
public sealed class FollowTests(DemoApp demo)
{
    // Cuts the page off: its sockets close, and new ones cannot be opened.
    private const string Sockets =
        """
        { const Real = WebSocket; window.sockets = [];
          window.WebSocket = class extends Real { constructor(...of) { if (window.isCut) throw new Error("cut off"); super(...of); window.sockets.push(this); } }; }
        """;

    [BrowserFact]
    public Task ScoreThatChanges_IsShownInPlace_AndDisturbsNothing() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var (page, account) = (tab.Page, await AccountAsync(5));
        await page.AddInitScriptAsync("navigator.sendBeacon = new Proxy(navigator.sendBeacon, { apply: (send, self, of) => { localStorage.said = of[0]; return send.apply(navigator, of); } })");
        await tab.OpenInteractiveAsync($"/accounts/{account}");
        await page.Locator(".trend details summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record a touch" }).ClickAsync();
        await page.Locator("#touch-note").FillAsync("half a sen");
        await page.EvaluateAsync("() => { window.neverReloaded = true; document.querySelector('trend-chart input').focus(); scrollTo(0, 250); }");

        await OverrideAsync(account, 13);

        await Assertions.Expect(page.Locator(".why-panel .big")).ToHaveTextAsync("13.0", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".followed[role=status]")).ToContainTextAsync("Health is now 13.0, red.");
        (await page.EvaluateAsync<bool>("window.neverReloaded && scrollY === 250 && document.activeElement.matches('trend-chart input') && document.querySelector('.trend details').open")).Should().BeTrue("place, focus and what was unfolded stay");
        (await page.Locator("#touch-note").InputValueAsync()).Should().Be("half a sen");
        // Who leaves says so, and the server keeps nothing for them.
        await page.GotoAsync("/portfolio");
        (await page.EvaluateAsync<string>("localStorage.said")).Should().Be("_blazor/disconnect");

        // What is scored between a list and its line to the server is caught up with as soon as there is one.
        var line = new TaskCompletionSource();
        await page.RouteAsync("**/blazor.web.js*", async route => { await line.Task; await route.ContinueAsync(); });
        await page.GotoAsync($"/accounts?ids={account}", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page.Locator(".grid tbody .score").First).ToHaveTextAsync("13.0");
        await OverrideAsync(account, 15);
        await UntilScoredAsync(account, 15);
        line.SetResult();
        await Assertions.Expect(page.Locator(".grid tbody .score").First).ToHaveTextAsync("15.0");
        tab.Faults.Should().BeEmpty();
    }, nameof(ScoreThatChanges_IsShownInPlace_AndDisturbsNothing));

    [BrowserFact]
    public Task LostConnection_SaysSo_ComesBackByItself_AndCatchesUp() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var (page, account) = (tab.Page, await AccountAsync(6));
        await page.AddInitScriptAsync(Sockets);
        await tab.OpenInteractiveAsync($"/accounts/{account}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record a touch" }).ClickAsync();
        await page.Locator("#touch-note").FillAsync("Typed before the line went dead");
        await page.RouteAsync("**/_blazor**", route => route.AbortAsync());
        await page.EvaluateAsync("() => { window.isCut = true; window.sockets.forEach(socket => socket.close()); }");
        var notice = page.GetByText("Connection lost.");
        await Assertions.Expect(notice).ToBeVisibleAsync();

        await OverrideAsync(account, 14);
        await UntilScoredAsync(account, 14);
        await page.UnrouteAsync("**/_blazor**");
        await page.EvaluateAsync("window.isCut = false");

        await Assertions.Expect(notice).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".why-panel .big")).ToHaveTextAsync("14.0", new() { Timeout = 60_000 });
        (await page.Locator("#touch-note").InputValueAsync()).Should().Be("Typed before the line went dead");

        // What was typed by somebody else, about another account, or long ago, is not put into this form; the last but one waits for its own page.
        foreach (var (other, waits) in new[] { ("user: 'another'", false), ("account: '1'", true), ("time: Date.now() - 601000", false) })
        {
            await page.EvaluateAsync($$"""
                () => {
                  sessionStorage.typed = JSON.stringify({ at: location.href, user: document.querySelector("[data-signout]").dataset.user, time: Date.now(), account: "{{account}}", opened: ["touch"], fields: [["#touch-note", "Not of here"]], {{other}} });
                  location.reload();
                }
                """);
            await page.WaitForFunctionAsync("() => document.querySelector('.acts[data-connected]')");
            await page.WaitForTimeoutAsync(600);
            (await page.EvaluateAsync<bool>("sessionStorage.typed !== undefined")).Should().Be(waits, other);
            await Assertions.Expect(page.Locator("#touch-note")).ToHaveCountAsync(0);
        }
    }, nameof(LostConnection_SaysSo_ComesBackByItself_AndCatchesUp));

    private async Task OverrideAsync(long account, double score)
    {
        var today = demo.App.Services.GetRequiredService<OrganisationClock>().Today;
        (await demo.App.Services.GetRequiredService<OverrideScore>().RunAsync(Actor.System, account, new(ScoreKind.Health, Band.Red, score, "For the test", today), default)).IsOk.Should().BeTrue();
    }

    private async Task UntilScoredAsync(long account, double score)
    {
        for (var waits = 0; waits < 100; waits++)
        {
            await using var db = await DatabaseAsync();
            if (await db.CurrentAccounts.AnyAsync(a => a.AccountId == account && a.Health == score)) return;
            await Task.Delay(200);
        }

        throw new TimeoutException("the override was not scored");
    }

    private async Task<long> AccountAsync(int skip)
    {
        await using var db = await DatabaseAsync();
        return await db.CurrentAccounts.Where(a => a.Active && a.Health != null && a.Day != null).OrderByDescending(a => a.AccountId).Skip(skip).Select(a => a.AccountId).FirstAsync();
    }

    private Task<HealthScoreDb> DatabaseAsync() => demo.App.Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
}
