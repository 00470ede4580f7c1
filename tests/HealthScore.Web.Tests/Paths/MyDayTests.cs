using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
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

    [GeneratedRegex("[0-9,]+")]
    private static partial Regex Number();
}
