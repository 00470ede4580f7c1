using System.Net;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Metrics;
using HealthScore.Web.Metrics;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using HealthScore.Web.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Metrics;

/// <summary>The catalogue of metrics as people use it, on the demo company.</summary>
[Collection(DemoPages.Name)]
public sealed class MetricPagesTests(DemoApp demo)
{
    [BrowserFact]
    public Task CalculatedMetric_IsMade_Mended_LookedAtAndRetired() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/metrics");
        await page.GetByRole(AriaRole.Link, new() { Name = "Calculated metric" }).ClickAsync();
        // The list that it leaves has a field called Name as well.
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("New calculated metric");
        await page.GetByLabel("Name").FillAsync("Actions per login");
        await page.GetByLabel("Key").FillAsync("actions_per_login");
        await page.GetByLabel("Calculated as").FillAsync("key_actions / seats_used");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the metric" }).ClickAsync();
        await Assertions.Expect(page.Locator(".expression-fault mark")).ToHaveTextAsync("key_actions / seats_used");
        await Assertions.Expect(page.GetByText("At character 1: key_actions is a count and seats_used a gauge")).ToBeVisibleAsync();
        await tab.ShouldBeAccessibleAsync();

        await page.GetByLabel("Calculated as").FillAsync("rolling(key_actions, 28, sum) / rolling(logins, 28, sum)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the metric" }).ClickAsync();
        await page.WaitForURLAsync("**/metrics/actions_per_login");
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new("^All accounts: half of ") }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("^Enterprise ") }).GetByRole(AriaRole.Img, new() { NameRegex = new("median of month ends") })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("No model uses it")).ToBeVisibleAsync();
        await Looks.CheckAsync(tab, "/metrics/actions_per_login");

        await page.SetViewportSizeAsync(1440, 900);
        await page.GetByRole(AriaRole.Button, new() { Name = "Retire" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Retired on")).ToBeVisibleAsync();
        await page.GotoAsync("/metrics");
        await Assertions.Expect(page.GetByText("1 retired metric not shown.")).ToBeVisibleAsync();
        await page.GotoAsync("/metrics/logins");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retire" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Logins is used by");
    }, nameof(CalculatedMetric_IsMade_Mended_LookedAtAndRetired));

    [BrowserTheory]
    [InlineData("/metrics?source=late&used=yes")]
    [InlineData("/metrics?show=retired&q=nothing")]
    [InlineData("/metrics/logins?as=percentile&window=28")]
    [InlineData("/metrics/seats_used?as=ratio&by=seats_bought")]
    [InlineData("/metrics/api_calls?as=sum&window=7")]
    [InlineData("/metrics/reports_per_seat")]
    [InlineData("/metrics/new-metric?calculated=yes")]
    public Task Page_IsAccessibleFitsAndRunsCleanly_InEveryLook(string path) => demo.WalkAsync(Role.Admin, tab => Looks.CheckAsync(tab, path), Looks.Name(path));

    [Fact]
    public async Task Page_OfASilentSource_SaysSoInPlaceOfADistribution()
    {
        using var visitor = await demo.SignedInAsync(Role.Csm);
        var page = WebUtility.HtmlDecode(await visitor.PageAsync("/metrics/api_calls"));
        page.Should().Contain("No account has a value").And.Contain("with a silent source").And.NotContain("/edit\"").And.NotContain("Retire<");
    }

    [Fact]
    public async Task Page_OfNoMetric_IsNotFound()
    {
        using var visitor = await demo.SignedInAsync(Role.CsOps);
        (await visitor.GetAsync("/metrics/nothing")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await visitor.GetAsync("/metrics/nothing/edit")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [BrowserFact]
    public Task Edit_BySecondOfTwo_IsToldAndCanSaveAgain() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/metrics/newsletter_opens/edit");
        var before = (await demo.App.Services.GetRequiredService<ReadMetric>().RunAsync(Actor.System, "newsletter_opens", default)).Value!.Metric;
        var theirs = new MetricInput(before.Key, before.Name) { Freshness = before.Freshness, Unit = before.Unit, Description = "Theirs" };
        (await demo.App.Services.GetRequiredService<SaveMetric>().RunAsync(Actor.System, theirs, before.Revision, default)).Message.Should().BeNull();
        await page.GetByLabel("What it says").FillAsync("Mine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("HealthScore changed this metric on")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("What it says")).ToHaveValueAsync("Mine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.WaitForURLAsync("**/metrics/newsletter_opens");
        await Assertions.Expect(page.GetByText("Mine")).ToBeVisibleAsync();

        // Of one that models score by, scores change: whoever saves sees how, and says why.
        await page.GotoAsync("/metrics/logins/edit");
        await page.GetByLabel("Fresh for days").FillAsync("9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#metric-reason-error, .validation-message")).ToContainTextAsync(["Scores change by this. Say why"]);
        await Assertions.Expect(page.Locator(".metric-preview [data-others]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator(".metric-preview tbody tr").First).ToBeVisibleAsync();
        await tab.ShouldBeAccessibleAsync();
    }, nameof(Edit_BySecondOfTwo_IsToldAndCanSaveAgain));

    [Theory]
    [InlineData(MetricKind.Count)]
    [InlineData(MetricKind.Gauge)]
    public void EveryAggregation_IsExplainedInASentence(MetricKind kind) =>
        Enum.GetValues<Aggregation>().Select(a => MetricWords.Sentence(a, kind)).Should().OnlyHaveUniqueItems().And.OnlyContain(s => s.EndsWith('.') && s.Length < 100);
}
