using HealthScore.Domain.Primitives;
using HealthScore.Web.Models;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Models;

/// <summary>CS ops drags the curve of a measure over the values of the demo's accounts, and sees what that makes of them.</summary>
[Collection(DemoPages.Name)]
public sealed class CurveDragTests(DemoApp demo)
{
    [BrowserFact]
    public Task Point_DraggedByMouse_ChangesTheSharesAtOnce_AndIsOneStepToUndo() => WalkAsync(async (tab, measure) =>
    {
        var (page, point) = (tab.Page, measure.GetByRole(AriaRole.Slider).And(measure.Locator(".point")).Nth(1));
        await Assertions.Expect(measure.Locator(".sub-scores")).ToContainTextAsync("%");
        (await measure.Locator("curve-pad .bar").CountAsync()).Should().BePositive("the accounts' values stand behind the curve");
        var (was, shares, bands) = (await point.GetAttributeAsync("aria-valuetext"), await measure.Locator(".sub-scores").InnerTextAsync(), await page.Locator(".live-bands tbody").InnerTextAsync());

        await point.ScrollIntoViewIfNeededAsync();
        var box = (await point.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 60, box.Y + 90, new() { Steps = 10 });
        await Assertions.Expect(measure.Locator(".sub-scores")).Not.ToHaveTextAsync(shares, new() { UseInnerText = true });
        await Assertions.Expect(page.Locator(".live-bands tbody")).Not.ToHaveTextAsync(bands, new() { UseInnerText = true });
        await page.Mouse.UpAsync();
        await Assertions.Expect(point).Not.ToHaveAttributeAsync("aria-valuetext", was!);
        await Assertions.Expect(page.Locator(".editor-bar")).ToContainTextAsync("Not saved yet");
        await tab.ShouldBeAccessibleAsync();

        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(point).ToHaveAttributeAsync("aria-valuetext", was!);
        await Assertions.Expect(page.Locator(".editor-bar")).ToContainTextAsync("Undone");
        await Assertions.Expect(page.Locator(".live-bands tbody")).ToHaveTextAsync(bands, new() { UseInnerText = true });
        await Assertions.Expect(page.Locator("[data-undo]")).ToHaveAttributeAsync("aria-disabled", "true");
        await page.Keyboard.PressAsync("Control+Shift+z");
        await Assertions.Expect(point).Not.ToHaveAttributeAsync("aria-valuetext", was!);
        await page.Keyboard.PressAsync("Control+z");
    });

    [BrowserFact]
    public Task Points_AreMovedAddedAndTakenAway_ByKeysAlone() => WalkAsync(async (tab, measure) =>
    {
        var (page, points) = (tab.Page, measure.Locator("curve-pad .point"));
        var (count, rows) = (await points.CountAsync(), measure.Locator(".curve-table tbody tr"));
        var (second, shares) = (points.Nth(1), await measure.Locator(".sub-scores").InnerTextAsync());
        var before = double.Parse((await second.GetAttributeAsync("aria-valuenow"))!, System.Globalization.CultureInfo.InvariantCulture);
        await second.FocusAsync();
        for (var i = 0; i < 3; i++) await page.Keyboard.PressAsync("Shift+ArrowDown");
        await Assertions.Expect(second).ToHaveAttributeAsync("aria-valuenow", $"{before - 30:0.##}");
        await Assertions.Expect(measure.GetByLabel("Sub-score of point 2")).ToHaveValueAsync($"{before - 30:0.##}");
        await Assertions.Expect(measure.Locator(".sub-scores")).Not.ToHaveTextAsync(shares, new() { UseInnerText = true });

        await page.Keyboard.PressAsync("+");
        await Assertions.Expect(rows).ToHaveCountAsync(count + 1);
        await second.FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(rows).ToHaveCountAsync(count - 1);
        await Assertions.Expect(points).ToHaveCountAsync(count - 1);

        await measure.GetByLabel("Curve", new() { Exact = true }).SelectOptionAsync("Bands");
        await measure.Locator("curve-pad .edge").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("Tab");
        await measure.GetByLabel("Curve", new() { Exact = true }).SelectOptionAsync("Pass");
        await Assertions.Expect(measure.Locator("curve-pad .edge")).ToHaveCountAsync(1);
        await Assertions.Expect(measure.Locator(".sub-scores li")).ToHaveCountAsync(2);
    });

    [BrowserFact]
    public Task Editor_WithItsAccounts_IsAccessibleAndFits() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        await tab.OpenInteractiveAsync("/models/2");
        await tab.Page.Locator(".live-bands").WaitForAsync();
        await tab.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await tab.ShouldLookRightAsync();
        tab.Faults.Should().BeEmpty();
    }, nameof(Editor_WithItsAccounts_IsAccessibleAndFits));

    [Theory]
    [InlineData("{\"number\":3,\"done\":true,\"curve\":{\"type\":\"points\",\"points\":[[0,1],[5,90]]}}", true)]
    [InlineData("{\"number\":3,\"done\":true,\"curve\":{\"type\":\"points\",\"points\":[]}}", false)]
    [InlineData("{\"number\":3,\"done\":true,\"curve\":{\"type\":\"bands\",\"thresholds\":[1],\"values\":[1]}}", false)]
    [InlineData("{\"number\":\"x\",\"done\":true,\"curve\":{\"type\":\"pass\",\"at_least\":4}}", false)]
    [InlineData("{\"curve\":7}", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    public void Drag_ThatMakesNoSense_IsNotHeard(string json, bool isHeard) => (CurveDrag.Read(json) is not null).Should().Be(isHeard);

    // The first measure of the risk model, opened once its accounts are measured. What is done here is not saved.
    private Task WalkAsync(Func<Tab, ILocator, Task> walk, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => demo.WalkAsync(Role.CsOps, async tab =>
    {
        await tab.OpenInteractiveAsync("/models/2");
        await tab.Page.Locator(".live-bands").WaitForAsync();
        var measure = tab.Page.Locator(".measure").First;
        await measure.GetByText("Source and curve").ClickAsync();
        await walk(tab, measure);
        tab.Faults.Should().BeEmpty();
    }, name);
}
