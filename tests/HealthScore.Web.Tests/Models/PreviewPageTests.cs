using System.Text.RegularExpressions;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Storage;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Models;

/// <summary>What the studio says of a draft over the demo company's accounts: warnings beside its measures, and who would move.</summary>
[Collection(DemoTests.Name)]
public sealed class PreviewPageTests(DemoApp demo)
{
    private static readonly Actor Ops = new("seed", "Dana Ops", Role.CsOps);

    [BrowserFact]
    public async Task Guard_WarnsOfManyMeasures_OfOneThatHardlyVaries_OfTwoThatSayTheSame_AndOfOneWithoutData()
    {
        (await The<SaveMetric>().RunAsync(Ops, new("nobody_sends_it", "Nobody sends it"), null, default)).Message.Should().BeNull();
        var model = await DraftAsync(
        [
            Measure("total", "logins", Aggregation.Sum), Measure("mean", "logins", Aggregation.Mean), Measure("flat", "key_actions", Aggregation.Sum) with { Curve = new PassCurve(0) },
            Measure("silent", "nobody_sends_it", Aggregation.Sum), .. Enumerable.Range(1, 5).Select(i => Measure($"m{i}", "key_actions", Aggregation.ActiveDays, 10 * i)),
        ]);
        await demo.WalkAsync(Role.CsOps, async tab =>
        {
            await tab.OpenInteractiveAsync($"/models/{model}");
            await tab.Page.Locator(".live-bands").WaitForAsync();
            var warnings = tab.Page.Locator(".definition-side .card").Filter(new() { HasText = "Worth a look" });
            await Assertions.Expect(warnings).ToContainTextAsync("9 measures have weight.");
            await Assertions.Expect(warnings).ToContainTextAsync(new Regex("No account in this scope has a value"));
            await Assertions.Expect(warnings).ToContainTextAsync("of the accounts get the same sub-score, 100: it hardly tells them apart.");
            await Assertions.Expect(warnings).ToContainTextAsync("It orders accounts like Logins, total of 28 days does");
            // Each also where it is mended, and gone once it is.
            var measure = tab.Page.Locator(".measure:has(.what:has-text('Nobody sends it'))");
            await Assertions.Expect(measure.Locator(".guard")).ToContainTextAsync("No account in this scope has a value");
            await tab.ShouldBeAccessibleAsync();
            await measure.GetByText("Source and curve").ClickAsync();
            await measure.GetByRole(AriaRole.Button, new() { NameRegex = new("^Remove Nobody sends it") }).ClickAsync();
            await Assertions.Expect(warnings).Not.ToContainTextAsync("measures have weight");
            await Assertions.Expect(warnings).Not.ToContainTextAsync("has a value");
            tab.Faults.Should().BeEmpty();
        }, nameof(Guard_WarnsOfManyMeasures_OfOneThatHardlyVaries_OfTwoThatSayTheSame_AndOfOneWithoutData));
        await DiscardAsync(model);
    }

    [BrowserFact]
    public async Task Preview_IsCancelled_StartedAgain_AndItsMovesAreFilteredByOwnerAndSegment()
    {
        var model = await DraftAsync([Measure("total", "logins", Aggregation.Sum) with { Curve = new PointsCurve(new(0, 0), new(1000, 100)) }]);
        await demo.WalkAsync(Role.CsOps, async tab =>
        {
            var page = tab.Page;
            await tab.OpenInteractiveAsync($"/models/{model}/preview");
            // Whoever scores all accounts has to wait for these, long enough to be stopped.
            await using (var scope = demo.App.Services.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<HealthScoreDb>();
                await using var held = await db.Database.BeginTransactionAsync();
                await db.Database.ExecuteSqlRawAsync("lock table reading_month in access exclusive mode");
                await page.GetByRole(AriaRole.Button, new() { Name = "Preview", Exact = true }).ClickAsync();
                await Assertions.Expect(page.GetByText("Nothing is stored. If you leave this page, it stops.")).ToBeVisibleAsync();
                await tab.ShouldBeAccessibleAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
                await Assertions.Expect(page.GetByText("What would this draft do to your accounts?")).ToBeVisibleAsync();
            }

            await page.GetByRole(AriaRole.Button, new() { Name = "Preview", Exact = true }).ClickAsync();
            var moves = page.Locator(".card").Filter(new() { Has = page.Locator(".move-filters") });
            var count = moves.Locator("header .note");
            await Assertions.Expect(count).ToHaveTextAsync(new Regex("^[1-9][0-9]* accounts$"));
            var all = await NumberAsync(count);

            // The first owner and segment who have some, and not all.
            var owner = (await moves.Locator("tbody tr td").First.InnerTextAsync()).Trim();
            await moves.GetByLabel("Owner").SelectOptionAsync(new SelectOptionValue { Label = owner });
            await Assertions.Expect(count).Not.ToHaveTextAsync($"{all} accounts");
            var owned = await NumberAsync(count);
            owned.Should().BeInRange(1, all - 1);
            foreach (var row in await moves.Locator("tbody tr").AllAsync()) (await row.Locator("td").First.InnerTextAsync()).Trim().Should().Be(owner);

            await moves.GetByLabel("Owner").SelectOptionAsync(new SelectOptionValue { Label = "any owner" });
            await Assertions.Expect(count).ToHaveTextAsync($"{all} accounts");
            var bySegment = 0;
            foreach (var segment in (await moves.GetByLabel("Segment").Locator("option").AllInnerTextsAsync()).Skip(1))
            {
                await moves.GetByLabel("Segment").SelectOptionAsync(new SelectOptionValue { Label = segment });
                await Assertions.Expect(count).Not.ToHaveTextAsync($"{all} accounts");
                await Assertions.Expect(moves.Locator("tbody tr").Or(moves.GetByText("No account matches")).First).ToBeVisibleAsync();
                bySegment += await NumberAsync(count);
                await moves.GetByLabel("Segment").SelectOptionAsync(new SelectOptionValue { Label = "any segment" });
                await Assertions.Expect(count).ToHaveTextAsync($"{all} accounts");
            }

            bySegment.Should().Be(all, "everybody is in one segment or in none");
            tab.Faults.Should().BeEmpty();
        }, nameof(Preview_IsCancelled_StartedAgain_AndItsMovesAreFilteredByOwnerAndSegment));
        await DiscardAsync(model);
    }

    private static async Task<int> NumberAsync(ILocator count) => int.Parse((await count.InnerTextAsync()).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    // A draft over the model of everybody's health; what was drafted before is replaced.
    private async Task<int> DraftAsync(IReadOnlyList<MeasureDefinition> measures)
    {
        await using var scope = demo.App.Services.CreateAsyncScope();
        var id = await scope.ServiceProvider.GetRequiredService<HealthScoreDb>().ScoringModels.Where(m => m.Name == "Standard health").Select(m => m.Id).SingleAsync();
        var view = (await The<ReadModel>().RunAsync(Ops, id, default)).Value!;
        (await The<SaveDraft>().RunAsync(Ops, id, view.DraftRevision, view.Definition with { Dimensions = [new("Use", 1, measures)], Rules = [] }, default)).Message.Should().BeNull();
        return id;
    }

    private static MeasureDefinition Measure(string id, string metric, Aggregation aggregation, int window = 28) =>
        new() { Id = id, Source = new MetricSource(metric, aggregation, window), Curve = new PointsCurve(new(0, 0), new(40, 100)) };

    private T The<T>() where T : notnull => demo.App.Services.GetRequiredService<T>();

    private async Task DiscardAsync(int model)
    {
        var view = (await The<ReadModel>().RunAsync(Ops, model, default)).Value!;
        (await The<DiscardDraft>().RunAsync(Ops, model, view.DraftRevision, default)).Message.Should().BeNull();
    }
}
