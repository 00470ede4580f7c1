using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;

namespace HealthScore.Web.Tests.Paths;

/// <summary>A reading comes in while a page is open: its score follows within seconds, without reload.</summary>
[Collection(DemoTests.Name)]
public sealed class LiveTests(DemoApp demo)
{
    [BrowserFact]
    public Task NewReading_IsSeenInTheOpenPage() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        await tab.Page.GotoAsync("/accounts?band=green");
        var href = (await tab.Page.Locator(".data-table tbody th a").First.GetAttributeAsync("href"))!;
        await tab.OpenInteractiveAsync(href);
        await tab.Page.EvaluateAsync("window.neverReloaded = true");
        var made = tab.Page.Locator(".breakdown");
        var before = await made.InnerTextAsync();

        await WriteAsync(long.Parse(href[(href.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture));

        await Assertions.Expect(made).Not.ToHaveTextAsync(before, new() { UseInnerText = true, Timeout = 15_000 });
        (await tab.Page.EvaluateAsync<bool>("window.neverReloaded === true")).Should().BeTrue("the page is updated in place");
        tab.Faults.Should().BeEmpty();
    }, nameof(NewReading_IsSeenInTheOpenPage));

    [BrowserFact]
    public Task WhatSomebodyIsDoing_InTheGrid_IsLeftAlone_AndCaughtUpWithAfterwards() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await tab.OpenInteractiveAsync("/accounts?sort=name");
        var href = (await page.Locator(".data-table tbody th a").First.GetAttributeAsync("href"))!;
        await page.EvaluateAsync("""
            (() => {
              const keeps = healthScore.keeps;
              healthScore.keeps = () => { document.documentElement.dataset.asked = ""; return keeps(); };
              Blazor.addEventListener("enhancedload", () => document.documentElement.dataset.renewed = "");
            })()
            """);
        await page.Locator("input[name=ids]").Nth(1).CheckAsync();
        await page.Locator("#bulk-note").FillAsync("What was said");

        await WriteAsync(long.Parse(href[(href.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        await Assertions.Expect(page.Locator("html[data-asked]")).ToHaveCountAsync(1, new() { Timeout = 15_000 });
        await page.WaitForTimeoutAsync(500);
        await Assertions.Expect(page.Locator("html[data-renewed]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("input[name=ids]").Nth(1)).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("#bulk-note")).ToHaveValueAsync("What was said");

        await page.Locator("#bulk-note").FillAsync("");
        await page.Locator("input[name=ids]").Nth(1).UncheckAsync();
        // The rows stay where they are under the pointer and the focus, until somebody asks or goes.
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show it" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("html[data-renewed]")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show it" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("html[data-renewed]")).ToHaveCountAsync(1, new() { Timeout = 15_000 });
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show it" })).ToBeHiddenAsync();

        // A server that was started anew no longer knows the tab: the page is loaded again, with what was chosen and written.
        await page.Locator("input[name=ids]").Nth(1).CheckAsync();
        await page.Locator("#bulk-note").FillAsync("What was said");
        await page.EvaluateAsync("() => { window.isOld = true; document.getElementById('components-reconnect-modal').classList.add('components-reconnect-rejected'); }");
        await page.WaitForFunctionAsync("() => !window.isOld");
        await Assertions.Expect(page.Locator("#bulk-note")).ToHaveValueAsync("What was said");
        await Assertions.Expect(page.Locator("input[name=ids]").Nth(1)).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator(".chosen")).ToHaveTextAsync("1 account chosen");
        tab.Faults.Should().BeEmpty();
    }, nameof(WhatSomebodyIsDoing_InTheGrid_IsLeftAlone_AndCaughtUpWithAfterwards));

    // Every gauge at once, so that whatever the account's model measures moves.
    private async Task WriteAsync(long account)
    {
        var services = demo.App.Services;
        await using var db = await services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        var today = services.GetRequiredService<OrganisationClock>().Today.DayNumber;
        var gauges = await db.Metrics.Where(m => m.Kind == MetricKind.Gauge).Select(m => m.Id).ToListAsync();
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await services.GetRequiredService<ReadingStore>().WriteAsync(transaction, gauges.Select(m => new Reading(account, m, today, 1)).ToArray());
        await transaction.CommitAsync();
    }
}
