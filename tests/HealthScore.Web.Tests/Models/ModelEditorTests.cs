using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Web.Tests.Browser;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Models;

public sealed class ModelEditorTests(ModelStudio studio) : IClassFixture<ModelStudio>
{
    [BrowserFact]
    public async Task Weight_Changed_IsSavedAndPublishedWithAReason()
    {
        var id = await studio.PublishedAsync(ScoreKind.Health, null, null);
        await using var tab = await OpenAsync(id);
        var (page, total) = (tab.Page, tab.Page.Locator(".share-bar .total"));
        await Assertions.Expect(total).ToContainTextAsync("100 %");

        await page.GetByLabel("Share of Usage, slider").FocusAsync();
        for (var i = 0; i < 3; i++) await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(total).ToContainTextAsync("Usage 63 % + Value 37 %");
        await page.GetByLabel("Weight of Logins, total of 28 days, percent").FillAsync("80");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".measure .of-score").First).ToContainTextAsync("50.4 %");
        await Assertions.Expect(total).ToContainTextAsync("100 %");

        await page.GetByText("Publish…").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("Usage share of the score 60 % → 63 %", new() { UseInnerText = true });
        await Assertions.Expect(page.Locator("#reason")).ToBeFocusedAsync();
        await tab.ShouldBeAccessibleAsync();
        await page.Keyboard.TypeAsync("Logins tell more");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Version 2 is published");
        await Assertions.Expect(page.Locator(".lead")).ToContainTextAsync("Version 2 scores since");

        await page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await Assertions.Expect(page.Locator("ol.versions > li").First).ToContainTextAsync("Logins tell more");
        tab.Faults.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task Save_WhileTheDatabaseFails_SaysSoAndKeepsWhatWasTyped()
    {
        var id = await studio.PublishedAsync(ScoreKind.Risk, studio.SegmentId, null);
        await using var tab = await OpenAsync(id, "/models?kind=risk");
        await tab.Page.GetByLabel("Share of Usage, percent").FillAsync("25");
        await tab.Page.Keyboard.PressAsync("Tab");
        await studio.DoAsync("alter table scoring_model rename to scoring_model_away");
        try
        {
            await tab.Page.GetByText("Save as draft").ClickAsync();
            await Assertions.Expect(tab.Page.Locator(".notice")).ToContainTextAsync("The database cannot be reached just now");
        }
        finally
        {
            await studio.DoAsync("alter table scoring_model_away rename to scoring_model");
        }

        await tab.Page.GetByText("Save as draft").ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".notice")).ToContainTextAsync("Saved as a draft");
        await tab.Page.ReloadAsync();
        await Assertions.Expect(tab.Page.GetByLabel("Share of Usage, percent")).ToHaveValueAsync("25");
    }

    [BrowserFact]
    public async Task Drafts_OfTwoPeople_AreSettledByTheSecond()
    {
        var id = await studio.PublishedAsync(ScoreKind.Risk, null, null);
        await using var first = await OpenAsync(id, "/models?kind=risk");
        await using var second = await OpenAsync(id, "/models?kind=risk");
        foreach (var (tab, share) in new[] { (first, "70"), (second, "30") })
        {
            await tab.Page.GetByLabel("Share of Usage, percent").FillAsync(share);
            await tab.Page.Keyboard.PressAsync("Tab");
            await tab.Page.GetByText("Save as draft").ClickAsync();
            await Assertions.Expect(tab.Page.Locator(tab == first ? ".notice" : ".card h2").First).ToContainTextAsync(tab == first ? "Saved as a draft" : "Someone else was faster");
        }

        await Assertions.Expect(second.Page.Locator(".changes").First).ToContainTextAsync("Usage share of the score 70 % → 30 %", new() { UseInnerText = true });
        await second.ShouldBeAccessibleAsync();
        await second.Page.GetByText("Save mine over theirs").ClickAsync();
        await Assertions.Expect(second.Page.Locator(".notice")).ToContainTextAsync("Saved as a draft");
        await second.Page.ReloadAsync();
        await Assertions.Expect(second.Page.GetByLabel("Share of Usage, percent")).ToHaveValueAsync("30");

        // Theirs is there when the page has long been closed.
        await first.Page.GotoAsync($"/models/{id}/history");
        await Assertions.Expect(first.Page.Locator(".kept-drafts .changes")).ToContainTextAsync("70 %", new() { UseInnerText = false });
        await first.ShouldBeAccessibleAsync();
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Make it the draft again" }).ClickAsync();
        await Assertions.Expect(first.Page.GetByLabel("Share of Usage, percent")).ToHaveValueAsync("70");
    }

    [BrowserFact]
    public async Task SecondOfTwoPeople_TakesTheirs_AndUndoBringsBackTheOwn()
    {
        var id = await studio.PublishedAsync(ScoreKind.Risk, studio.SegmentId, studio.StageId);
        await using var first = await OpenAsync(id, "/models?kind=risk");
        await using var second = await OpenAsync(id, "/models?kind=risk");
        foreach (var (tab, share) in new[] { (first, "70"), (second, "30") })
        {
            await tab.Page.GetByLabel("Share of Usage, percent").FillAsync(share);
            await tab.Page.Keyboard.PressAsync("Tab");
            await tab.Page.GetByText("Save as draft").ClickAsync();
            await Assertions.Expect(tab.Page.Locator(tab == first ? ".notice" : ".card h2").First).ToContainTextAsync(tab == first ? "Saved as a draft" : "Someone else was faster");
        }

        var (page, usage) = (second.Page, second.Page.GetByLabel("Share of Usage, percent"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("You see their draft now. Undo brings back yours.");
        await Assertions.Expect(usage).ToHaveValueAsync("70");
        await Assertions.Expect(page.Locator("[data-unsaved]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("Someone else was faster")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Assertions.Expect(usage).ToHaveValueAsync("30");
        await page.GetByText("Save as draft").ClickAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Saved as a draft");
        await page.ReloadAsync();
        await Assertions.Expect(usage).ToHaveValueAsync("30");
        await page.GotoAsync($"/models/{id}/history");
        await Assertions.Expect(page.Locator(".kept-drafts .changes")).ToContainTextAsync("70 %", new() { UseInnerText = false });
        second.Faults.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task UnsavedChanges_AreNotLeftByALinkOrTheBackButton()
    {
        var id = await studio.PublishedAsync(ScoreKind.Expansion, null, null);
        await using var tab = await OpenAsync(id, "/models?kind=expansion");
        var (page, asked, leave) = (tab.Page, 0, false);
        page.Dialog += (_, dialog) =>
        {
            asked++;
            _ = leave ? dialog.AcceptAsync() : dialog.DismissAsync();
        };
        await page.GetByLabel("Share of Usage, percent").FillAsync("10");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("[data-unsaved]")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Accounts" }).ClickAsync();
        await page.EvaluateAsync("history.back()");
        await Assertions.Expect(page.GetByLabel("Share of Usage, percent")).ToHaveValueAsync("10");
        new Uri(page.Url).AbsolutePath.Should().Be($"/models/{id}");
        asked.Should().Be(2);

        leave = true;
        await page.Locator(".crumb").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("kind=expansion$"));
        asked.Should().Be(3, "one answer is enough");
    }

    [BrowserFact]
    public async Task WrongValue_IsMarkedAtItsField_AndKeepsTheModelFromBeingPublished()
    {
        var id = await studio.PublishedAsync(ScoreKind.Health, studio.SegmentId, null);
        await using var tab = await OpenAsync(id);
        await tab.Page.GetByText("Source and curve").First.ClickAsync();
        var points = tab.Page.Locator(".curve-table").First;
        await points.GetByLabel("Value of point 2").FillAsync("-3");
        await tab.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(points.Locator(".error")).ToContainTextAsync("ascending order");
        await tab.Page.GetByLabel("Margin, points").FillAsync("");
        await tab.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(tab.Page.Locator(".definition-side .error")).ToContainTextAsync("Write a number");
        await tab.Page.GetByText("Publish…").ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".notice")).ToContainTextAsync("Mend 2 places first");
        await tab.ShouldBeAccessibleAsync();
    }

    [BrowserFact]
    public async Task Keys_UndoRedoAndSave_AndLeaveAFieldItsOwnUndo()
    {
        var id = await studio.PublishedAsync(ScoreKind.Expansion, studio.SegmentId, null);
        await using var tab = await OpenAsync(id, "/models?kind=expansion");
        var (page, share) = (tab.Page, tab.Page.GetByLabel("Share of Usage, percent"));
        await share.FillAsync("20");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".share-bar .total")).ToContainTextAsync("Usage 20 %");
        await Assertions.Expect(page.Locator(".live-bands")).ToContainTextAsync("0 accounts");

        await share.FocusAsync();
        await page.Keyboard.TypeAsync("7");
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(page.Locator(".share-bar .total")).ToContainTextAsync("Usage 20 %");
        await page.Locator("#method").FocusAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(page.Locator(".share-bar .total")).ToContainTextAsync("Usage 60 %");
        await page.Keyboard.PressAsync("Control+y");
        await Assertions.Expect(page.Locator(".editor-bar")).ToContainTextAsync("Done again: Usage: share of the score");

        await page.GetByLabel("Note for whoever reads the model").FillAsync("Typed and not left");
        await page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Saved as a draft");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Note for whoever reads the model")).ToHaveValueAsync("Typed and not left");
        tab.Faults.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task EveryPage_IsAccessibleAndFits()
    {
        var id = (await studio.The<Engine.Scoring.Models.ListModels>().RunAsync(Actor.System, ScoreKind.Health, default)).Value!.Cell(studio.SegmentId, studio.StageId).Own?.Id
            ?? await studio.PublishedAsync(ScoreKind.Health, studio.SegmentId, studio.StageId);
        await using var tab = await studio.Chromium.OpenAsync(studio.App.Address);
        await tab.SignInAsync(await studio.App.AddUserAsync(Role.CsOps));
        foreach (var path in new[] { "/models", "/models?kind=expansion", "/models/new", $"/models/{id}", $"/models/{id}/test", $"/models/{id}/history", $"/models/{id}/history/1" })
        {
            await tab.Page.GotoAsync(path);
            await tab.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            if (await tab.Page.Locator(".model-editor").CountAsync() > 0) await tab.Page.Locator(".model-editor:not([inert])").WaitForAsync();
            await tab.ShouldLookRightAsync();
        }

        tab.Faults.Should().BeEmpty();
    }

    private async Task<Tab> OpenAsync(int id, string from = "/models")
    {
        var tab = await studio.Chromium.OpenAsync(studio.App.Address);
        await tab.SignInAsync(await studio.App.AddUserAsync(Role.CsOps));
        await tab.Page.GotoAsync(from);
        await tab.Page.Locator($"a[href='/models/{id}']").First.ClickAsync();
        await tab.Page.WaitForURLAsync($"**/models/{id}");
        await tab.Page.Locator(".model-editor:not([inert])").WaitForAsync();
        return tab;
    }
}
