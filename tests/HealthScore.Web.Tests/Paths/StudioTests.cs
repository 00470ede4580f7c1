using System.Globalization;
using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>The whole path of CS ops through the studio in one sitting: what is made in one step is used in the next, on the same day.</summary>
[Collection(DemoTests.Name)]
public sealed class StudioTests(DemoApp demo)
{
    [BrowserFact]
    public Task SegmentStageMetricAndModel_AreMadePreviewedPublishedSeenAndTakenBack() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        var (arr, account) = await LargeAsync();

        // A segment, before all others.
        await tab.OpenInteractiveAsync("/segments/new");
        await page.GetByLabel("Name").FillAsync("Strategic");
        await page.GetByLabel("Value", new() { Exact = true }).FillAsync(arr);
        await Assertions.Expect(page.Locator(".outlook")).ToContainTextAsync("accounts match");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the segment" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Strategic");
        await tab.OpenInteractiveAsync("/segments");
        for (var place = await page.Locator("tbody tr").CountAsync() - 1; place > 0; place--)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Move Strategic up" }).ClickAsync();
            await Assertions.Expect(page.Locator("tbody tr").Nth(place - 1).GetByRole(AriaRole.Link, new() { Name = "Strategic", Exact = true })).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Save the order" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("The order is saved.");

        // A stage that its accounts enter by a rule.
        await tab.OpenInteractiveAsync("/journeys/1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stage", Exact = true }).ClickAsync();
        var stage = page.GetByRole(AriaRole.Region, new() { Name = "Stage 5" });
        await stage.GetByLabel("Name of the stage").FillAsync("Executive care");
        await stage.GetByRole(AriaRole.Button, new() { Name = "By a rule" }).First.ClickAsync();
        await stage.GetByLabel("Value", new() { Exact = true }).FillAsync(arr);
        await Assertions.Expect(page.Locator(".outlook [data-stage='Executive care']")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Saved.");

        // A metric that is calculated from others.
        await page.GotoAsync("/metrics/new-metric?calculated=yes");
        await page.FillAsync("#name", "Weekly logins");
        await page.FillAsync("#key", "weekly_logins");
        await page.FillAsync("#expression", "rolling(logins, 7, sum)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the metric" }).ClickAsync();
        await page.WaitForURLAsync("**/metrics/weekly_logins");

        // A model for these accounts, by this metric, as a first version.
        await page.GotoAsync(await NewModelAsync());
        await page.FillAsync("#name", "Strategic growth");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the draft" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/models/\d+$"));
        var model = new Uri(page.Url).AbsolutePath;
        await tab.OpenInteractiveAsync(model);
        var measures = page.Locator(".dimension").First.Locator(".measure");
        var (measure, count) = (measures.Last, await measures.CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a measure" }).First.ClickAsync();
        await Assertions.Expect(measures).ToHaveCountAsync(count + 1);
        await measure.GetByText("Source and curve").ClickAsync();
        await measure.GetByLabel("Measured by").SelectOptionAsync("weekly_logins");
        // The server's answer comes first: what is chosen before it is chosen of the metric before.
        await Assertions.Expect(measure.GetByLabel(new Regex("^Weight of Weekly logins.*, percent$"))).ToHaveCountAsync(1);
        await measure.GetByLabel("As", new() { Exact = true }).SelectOptionAsync("Last");
        await Assertions.Expect(measure.GetByLabel("Weight of Weekly logins, latest, percent")).ToHaveCountAsync(1);
        await measure.GetByLabel("Value of point 1").FillAsync("0");
        await measure.GetByLabel("Value of point 2").FillAsync("1");
        await measure.GetByLabel("Value of point 3").FillAsync("2");
        await page.Keyboard.PressAsync("Tab");
        await measure.GetByLabel(new Regex("^Weight of .*, percent$")).FillAsync("100");
        await page.Keyboard.PressAsync("Tab");
        await page.GetByLabel(new Regex("^Share of .*, percent$")).First.FillAsync("100");
        await page.Keyboard.PressAsync("Tab");
        await PublishAsync("They are served apart", null);
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Version 1 is published.");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("being scored by it now");
        var first = await ScoreByAsync(1);

        // Its curve dragged down: previewed on the same day, published, and seen without anybody starting a run.
        await tab.OpenInteractiveAsync(model);
        await page.Locator(".live-bands").WaitForAsync();
        await measure.GetByText("Source and curve").ClickAsync();
        var (point, bands) = (measure.Locator("curve-pad .point").Last, await page.Locator(".live-bands tbody").InnerTextAsync());
        await point.ScrollIntoViewIfNeededAsync();
        var box = (await point.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 400, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.Locator(".live-bands tbody")).Not.ToHaveTextAsync(bands, new() { UseInnerText = true });
        await page.GetByText("Save as draft").ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Saved as a draft");
        await tab.OpenInteractiveAsync(model + "/preview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview", Exact = true }).ClickAsync();
        await page.Locator(".migration").WaitForAsync(new() { Timeout = 60_000 });
        await page.Locator(".restated").WaitForAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".preview")).ToContainTextAsync("these are the accounts that are in it today");
        await Assertions.Expect(page.Locator(".data-table .why").First).ToContainTextAsync("Weekly logins");
        await tab.ShouldLookRightAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "CSV" }).ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync())).Should().Contain("Score in preview");
        await PublishAsync("Logins say less of the large ones", "Fewer surprises at renewals");
        await Assertions.Expect(page.Locator(".page-header .lead")).ToContainTextAsync("Version 2 scores since");
        await Assertions.Expect(page.Locator(".notice").First).ToContainTextAsync("Version 2 is published");
        await Assertions.Expect(page.Locator(".migration")).ToBeVisibleAsync();
        (await ScoreByAsync(2)).Should().NotBe(first);
        await Assertions.Expect(page.Locator(".marks")).ToContainTextAsync("version 2");

        // And back, having looked.
        await tab.OpenInteractiveAsync(model + "/history/1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview going back" }).ClickAsync();
        await page.Locator(".migration").WaitForAsync(new() { Timeout = 60_000 });
        await tab.ShouldBeAccessibleAsync();
        await page.FillAsync("#reason", "It was better before");
        await page.FillAsync("#expected", "As it was");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish it anew as version 3" }).ClickAsync();
        var newest = page.Locator("ol.versions > li").First;
        await Assertions.Expect(newest).ToContainTextAsync("It was better before");
        await Assertions.Expect(newest).ToContainTextAsync("change their band");
        await Assertions.Expect(page.Locator("ol.versions > li").Nth(1)).ToContainTextAsync("Fewer surprises at renewals");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.Locator(".changes").Last).ToContainTextAsync("curve");
        (await ScoreByAsync(3)).Should().Be(first);

        // It told nothing more: its accounts fall through to the broader model.
        await page.GotoAsync(model + "/manage");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("would be scored by");
        await tab.ShouldLookRightAsync();
        await page.FillAsync("#reason", "One model for all will do");
        await page.GetByRole(AriaRole.Button, new() { Name = "End it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-header .lead")).ToContainTextAsync("Ended: it scores nothing since");
        await Assertions.Expect(newest).ToContainTextAsync("One model for all will do");
        tab.Faults.Should().BeEmpty();

        async Task PublishAsync(string reason, string? expected)
        {
            await page.GetByText("Publish…").ClickAsync();
            await page.FillAsync("#reason", reason);
            if (expected is not null) await page.FillAsync("#expected", expected);
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }

        // The score of one of the accounts, once the version has made it.
        async Task<string> ScoreByAsync(int version)
        {
            await tab.OpenInteractiveAsync($"/accounts/{account}?kind=expansion");
            await page.Locator($".why-panel a[href='{model}/history/{version}']").WaitForAsync(new() { Timeout = 30_000 });
            return await page.Locator(".score-line .big").InnerTextAsync();
        }
    }, nameof(SegmentStageMetricAndModel_AreMadePreviewedPublishedSeenAndTakenBack));

    // An ARR that a dozen accounts have, and the one of them in the middle.
    private async Task<(string Arr, long Account)> LargeAsync()
    {
        await using var db = await DatabaseAsync();
        var largest = await db.CurrentAccounts.Where(a => a.Active && a.Expansion != null).OrderByDescending(a => a.Arr).Take(12).Select(a => new { a.AccountId, a.Arr }).ToListAsync();
        return (Math.Floor(largest[^1].Arr).ToString(CultureInfo.InvariantCulture), largest[5].AccountId);
    }

    private async Task<string> NewModelAsync()
    {
        await using var db = await DatabaseAsync();
        var (segment, stage) = (await db.Segments.SingleAsync(s => s.Name == "Strategic"), await db.Stages.SingleAsync(s => s.Name == "Executive care"));
        return FormattableString.Invariant($"/models/new?kind=expansion&segment={segment.Id}&stage={stage.Id}");
    }

    private Task<HealthScoreDb> DatabaseAsync() => demo.App.Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
}
