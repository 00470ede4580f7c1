using System.Globalization;
using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Paths;

/// <summary>A CSM in another country reads days, numbers and money as they write them.</summary>
[Collection(DemoTests.Name)]
public sealed partial class CultureTests(DemoApp demo)
{
    [BrowserTheory]
    [InlineData("de-DE")]
    [InlineData("fr-FR")]
    [InlineData("en-US")]
    public Task MyDayAndTheAccountPage_AreWrittenAsTheReaderWrites(string locale) => demo.WalkAsync(Role.Csm, async tab =>
    {
        var (page, culture) = (tab.Page, CultureInfo.GetCultureInfo(locale));
        var today = demo.App.Services.GetRequiredService<OrganisationClock>().Today;
        await page.GotoAsync("/my-day");
        await Assertions.Expect(page.Locator(".page-header .lead")).ToContainTextAsync(Plain(Days.Day(today, culture)));
        var row = page.Locator(".needs > li").First;
        Score(await row.Locator(".numbers .score").InnerTextAsync());
        Amount(await row.Locator(".facts-line").InnerTextAsync());
        await row.Locator(".who a").ClickAsync();

        await Assertions.Expect(page.Locator(".kinds")).ToBeVisibleAsync();
        foreach (var value in await page.Locator(".kinds .value").AllInnerTextsAsync()) Score(Number().Match(value).Value);
        Amount(await page.Locator(".account-head").InnerTextAsync());
        await Assertions.Expect(page.Locator(".waterfall tr.end th").Last).ToHaveTextAsync(Plain(Days.Day(today, culture)));
        await Assertions.Expect(page.Locator(".breakdown").Locator("xpath=ancestor::section").Locator(".note")).ToContainTextAsync(Plain(Days.Day(today, culture)));
        foreach (var points in await page.Locator(".waterfall td:last-child").AllInnerTextsAsync()) Score(points.Trim(' ', '+', '−', '\n'));
        tab.Faults.Should().BeEmpty();

        void Score(string text) => text.Trim().Should().MatchRegex($"^[0-9]{{1,3}}{Regex.Escape(culture.NumberFormat.NumberDecimalSeparator)}[0-9]$");

        // The demo company counts in dollars: before the number or behind it, as the reader has it.
        void Amount(string text) => Plain(text).Should().MatchRegex(culture.NumberFormat.CurrencyPositivePattern is 0 or 2 ? @"\$ ?[0-9]" : @"[0-9]k? \$");
    }, $"{nameof(CultureTests)}-{locale}", locale);

    // Some countries keep numbers together by blanks of their own.
    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');

    [GeneratedRegex("[0-9]+[.,][0-9]")]
    private static partial Regex Number();
}
