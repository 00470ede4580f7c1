using System.Net;
using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Models;

/// <summary>The test of one account: found by its name, followed line by line, asked "what if".</summary>
[Collection(DemoPages.Name)]
public sealed class AccountTestTests(DemoApp demo)
{
    [BrowserFact]
    public Task Account_IsFound_Followed_AndAskedWhatIf() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/models/2/test");
        var name = await page.Locator(".found a").Nth(4).InnerTextAsync();
        await page.FillAsync("#find", name);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("find=", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator(".found a").First).ToHaveTextAsync(name);
        await page.Locator(".found a").First.ClickAsync();
        await page.Locator(".account-test:not([inert])").WaitForAsync();

        await Assertions.Expect(page.Locator(".account-test h2").First).ToHaveTextAsync(name);
        var (outcome, edited) = (page.Locator(".outcome"), page.Locator(".arithmetic .edited"));
        var was = await outcome.InnerTextAsync();
        await Assertions.Expect(page.Locator(".steps")).ToContainTextAsync("rounded to 2 decimals");
        var inputs = await Task.WhenAll((await page.Locator(".what-if input").AllAsync()).Select(async i => (Field: i, Value: await i.InputValueAsync())));
        var (value, measured) = inputs.First(i => i.Value.Length > 0);
        await value.FillAsync("-55");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(edited).ToHaveCountAsync(1);
        await Assertions.Expect(outcome).ToContainTextAsync("points, as it is:");
        await tab.ShouldBeAccessibleAsync();

        await value.FillAsync("");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(edited).ToContainTextAsync("No value");
        await page.Locator(".what-if button").ClickAsync();
        await Assertions.Expect(edited).ToHaveCountAsync(0);
        await Assertions.Expect(value).ToHaveValueAsync(measured);
        (await outcome.InnerTextAsync()).Should().Be(was);

        await page.Locator(".arithmetic details summary").First.ClickAsync();
        await Assertions.Expect(page.Locator(".raw-days").First).ToBeVisibleAsync();
        tab.Faults.Should().BeEmpty();
    }, nameof(Account_IsFound_Followed_AndAskedWhatIf));

    [BrowserFact]
    public Task Page_IsAccessibleAndFits() => demo.WalkAsync(Role.Leadership, async tab =>
    {
        await tab.Page.GotoAsync("/models/1/test");
        await tab.ShouldBeAccessibleAsync();
        await tab.Page.Locator(".found a").First.ClickAsync();
        await tab.Page.Locator(".account-test:not([inert])").WaitForAsync();
        await tab.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await tab.ShouldLookRightAsync();
        tab.Faults.Should().BeEmpty();
    }, nameof(Page_IsAccessibleAndFits));

    [Fact]
    public async Task Search_FindsNobody_AndSaysSo()
    {
        using var visitor = await demo.SignedInAsync(Role.CsOps);
        WebUtility.HtmlDecode(await visitor.PageAsync("/models/2/test?find=zzzz")).Should().Contain("No such account");
        WebUtility.HtmlDecode(await visitor.PageAsync("/models/2/test?account=999999")).Should().Contain("There is no such account");
        (await visitor.GetAsync("/models/999/test")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
