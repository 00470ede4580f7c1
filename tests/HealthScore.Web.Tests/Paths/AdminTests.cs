using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using HealthScore.Web.Tests.Pages;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>An admin adds a user, who can sign in with the role, until the admin closes the sign-in again.</summary>
[Collection(DemoTests.Name)]
public sealed class AdminTests(DemoApp demo)
{
    private const string Mail = "nina@example.com";

    [BrowserFact]
    public Task AddedUser_SignsInWithTheRole_UntilDisabled() => demo.WalkAsync(Role.Admin, async tab =>
    {
        var page = tab.Page;
        await page.GotoAsync("/my-day");
        await page.ClickAsync("nav >> text=Users");
        await page.ClickAsync("text=Add a user");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Nina New");
        await page.GetByLabel("Mail address").FillAsync(Mail);
        await page.GetByLabel("Role").SelectOptionAsync(["CS Ops"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the user" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Nina New");
        var password = await page.Locator(".notice .secret").InnerTextAsync();

        await demo.Chromium.WalkAsync(demo.App.Address, async hers =>
        {
            await hers.SignInAsync(Mail, password);
            await Assertions.Expect(hers.Page.Locator("nav").First).ToContainTextAsync("Jobs");
            await Assertions.Expect(hers.Page.Locator("nav").First).Not.ToContainTextAsync("Users");

            await page.GotoAsync("/users");
            await page.ClickAsync("text=Nina New");
            await Looks.CheckAsync(tab, page.Url);
            await page.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
            await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("may no longer sign in");

            await hers.Page.ReloadAsync();
            await Assertions.Expect(hers.Page.Locator("h1")).ToHaveTextAsync("Sign in");
        }, "added-user");
        tab.Faults.Should().BeEmpty();
    }, nameof(AddedUser_SignsInWithTheRole_UntilDisabled));
}
