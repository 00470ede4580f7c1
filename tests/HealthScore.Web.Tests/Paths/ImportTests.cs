using System.Text;
using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>CS ops brings a file, is asked what it leaves open, sees what is wrong in its cells, and imports it when it is right.</summary>
[Collection(DemoTests.Name)]
public sealed class ImportTests(DemoApp demo)
{
    private const string Wrong = "account_id,name,start,arr\nNEW-1,Newcomer Mills,2026-03-01,12000\nNEW-2,Newcomer Foundry,2026-03-02,plenty\n";
    private const string Right = "Customer ID;Full Name;E-Mail;Last Contact\nFN-000001;Iris Vance;iris.vance@example.com;03.04.2024\n";

    [BrowserFact]
    public Task File_WithAQuestionAndAnError_IsImportedOnceItIsRight() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        var import = page.Locator(".import-bar .button.primary");
        await tab.OpenInteractiveAsync("/data");
        await page.GetByLabel("Contacts").CheckAsync();

        await GiveAsync(page, "people.csv", Right + "NOBODY-1;Jo Doe;jo@example.com;05.06.2024\n");
        await Assertions.Expect(page.Locator(".found")).ToContainTextAsync("semicolon");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync(["03.04.2024", "accounts that do not exist"]);
        await Assertions.Expect(page.Locator(".cell-bad").Last).ToContainTextAsync("no such account");
        await Assertions.Expect(import).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Day first" }).ClickAsync();
        await Assertions.Expect(page.Locator(".found")).ToContainTextAsync("day first");
        await Assertions.Expect(page.Locator(".import-bar")).ToContainTextAsync("1 error");
        await tab.ShouldBeAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Choose another file" }).ClickAsync();
        await GiveAsync(page, "people.csv", Right);
        await page.GetByLabel("Dates").SelectOptionAsync(["day first: 3/4 is 3 April"]);
        await Assertions.Expect(import).ToBeEnabledAsync();
        await page.GetByLabel("name", new() { Exact = true }).SelectOptionAsync(["not in this file"]);
        await Assertions.Expect(page.Locator("table").Last).Not.ToContainTextAsync("Iris Vance");
        await Assertions.Expect(import).ToBeEnabledAsync();
        await import.ClickAsync();
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("Added");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("The whole file is in: 1 row.");
        await tab.ShouldBeAccessibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Past imports" }).ClickAsync();
        var last = page.Locator(".data-table tbody tr").First;
        await Assertions.Expect(last).ToContainTextAsync("people.csv");
        await Assertions.Expect(last).ToContainTextAsync("Imported");
        tab.Faults.Should().BeEmpty();
    }, nameof(File_WithAQuestionAndAnError_IsImportedOnceItIsRight));

    [BrowserFact]
    public Task File_WithAMistake_IsRefusedByRowAndColumn_AndItsAccountsAreThereOnceMended() => demo.WalkAsync(Role.CsOps, async tab =>
    {
        var page = tab.Page;
        await tab.OpenInteractiveAsync("/data");
        await page.CheckAsync("input[type=radio][value=Accounts]");

        await GiveAsync(page, "customers.csv", Wrong);
        var error = page.GetByRole(AriaRole.Region, new() { Name = "Errors" }).Locator("tbody tr");
        await Assertions.Expect(error).ToHaveCountAsync(1);
        await Assertions.Expect(error.Locator("th")).ToHaveTextAsync("3");
        await Assertions.Expect(error.Locator("td").First).ToHaveTextAsync("arr");
        await Assertions.Expect(error.Locator("code")).ToHaveTextAsync("plenty");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import 2 rows" })).ToBeDisabledAsync();

        await page.ClickAsync("text=Choose another file");
        await GiveAsync(page, "customers.csv", Wrong.Replace("plenty", "9000", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 2 rows" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("The whole file is in: 2 rows.");

        await page.GotoAsync("/accounts?q=newcomer&sort=name");
        await Assertions.Expect(page.Locator(".data-table tbody th")).ToHaveTextAsync(["Newcomer Foundry", "Newcomer Mills"]);
        await Assertions.Expect(page.Locator(".data-table tbody tr").First).ToContainTextAsync("9,000");
        tab.Faults.Should().BeEmpty();
    }, nameof(File_WithAMistake_IsRefusedByRowAndColumn_AndItsAccountsAreThereOnceMended));

    // A file that is given before the page listens is not heard; a person is slower than that, a test is not.
    private static async Task GiveAsync(IPage page, string name, string text)
    {
        var input = page.GetByLabel("Drop a file here");
        do await input.SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
        while (!await IsTakenAsync(input));
    }

    private static async Task<bool> IsTakenAsync(ILocator input)
    {
        for (var wait = 0; wait < 50; wait++)
        {
            if (await input.IsHiddenAsync()) return true;
            await Task.Delay(100);
        }

        return false;
    }
}
