using System.Net;
using System.Text.RegularExpressions;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Web.Tests.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Web.Tests.Paths;

/// <summary>What becomes of a form whose page has moved on since it was opened, and of what was typed where it is refused.</summary>
[Collection(DemoTests.Name)]
public sealed partial class FormsTests(DemoApp demo)
{
    [Fact]
    public async Task Snooze_OfWhatNeedsNobodyAnyMore_IsTaken_AndWhatWasTypedStaysWhereItIsRefused()
    {
        var account = (await AccountsAsync(a => a.HealthBand == Band.Green))[0].AccountId;
        var until = demo.App.Services.GetRequiredService<OrganisationClock>().Today.AddDays(5);
        using var ops = await demo.SignedInAsync(Role.CsOps);
        var path = $"/my-day?whose=all&snooze={account}";
        (await ops.PageAsync(path)).Should().Contain("<div hidden>", "it is not in the list");

        var refused = await HtmlAsync(await ops.SendAsync(path, "snooze", ("Input.AccountId", $"{account}"), ("Input.Until", "2020-01-01"), ("Input.Reason", "Budget is decided in June")));
        refused.Should().Contain("Choose a day after today.").And.Contain("value=\"Budget is decided in June\"").And.NotContain("<div hidden>");
        var sent = await ops.SendAsync(path, "snooze", ("Input.AccountId", $"{account}"), ("Input.Until", $"{until:yyyy-MM-dd}"), ("Input.Reason", "Budget is decided in June"));
        sent.Headers.Location!.OriginalString.Should().Contain($"snoozed={account}");

        // Twice, as when somebody else was faster.
        for (var i = 0; i < 2; i++)
            (await HtmlAsync(await ops.SendAsync("/my-day?whose=all", "wake", ("Wake.AccountId", $"{account}")))).Should().Contain("is there again.");
        (await HtmlAsync(await ops.SendAsync("/my-day?whose=all", "undo", ("Undo.AccountId", $"{account}")))).Should().Contain("is there again.");
    }

    [Fact]
    public async Task Bulk_WhereNothingMatchesAnyMore_IsAnswered_AndWhatWasTypedStaysWhereItIsRefused()
    {
        using var ops = await demo.SignedInAsync(Role.CsOps);
        (await HtmlAsync(await ops.SendAsync("/accounts?q=nobody-is-called-so", "bulk", ("do", "touch"), ("channel", "mail"), ("note", "x")))).Should().Contain("Choose the accounts first");

        // One of the two is not there any more, so that neither is worked with.
        var account = (await AccountsAsync(a => a.Health != null))[0].AccountId;
        var refused = await HtmlAsync(await ops.SendAsync($"/accounts?ids={account}", "bulk", ("do", "touch"), ("channel", "mail"), ("note", "About the summer break"), ("ids", $"{account}"), ("ids", "999999"), ("owner", "0")));
        refused.Should().MatchRegex("name=\"note\" value=\"About the summer break\"").And.MatchRegex($"name=\"ids\" value=\"{account}\" checked").And.MatchRegex("value=\"mail\" selected").And.MatchRegex("value=\"0\" selected");
    }

    [Fact]
    public async Task Touch_WithSeveral_IsUndoneByTheNotice()
    {
        var accounts = (await AccountsAsync(a => a.Health != null)).Take(2).Select(a => a.AccountId).ToList();
        var path = $"/accounts?ids={string.Join(',', accounts)}";
        using var ops = await demo.SignedInAsync(Role.CsOps);
        var done = await HtmlAsync(await ops.SendAsync(path, "bulk", [("do", "touch"), ("channel", "mail"), ("note", "Wrote to all of them"), .. accounts.Select(a => ("ids", $"{a}"))]));
        done.Should().Contain("Touch recorded for 2 accounts.");
        (await CountAsync()).Should().Be(2);
        (await HtmlAsync(await ops.SendAsync(path, "undo", ("touches", UndoOf(done, "touches"))))).Should().Contain("Taken back.");
        (await CountAsync()).Should().Be(0);

        async Task<int> CountAsync()
        {
            await using var db = await demo.App.Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
            return await db.Touches.CountAsync(t => accounts.Contains(t.AccountId) && t.Note == "Wrote to all of them");
        }
    }

    [Fact]
    public async Task Address_ThatSaysWhatIsNoNumber_IsAsIfItSaidNothing()
    {
        var account = (await AccountsAsync(a => a.Health != null))[0].AccountId;
        await using var db = await demo.App.Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        var model = await db.ScoringModels.Select(m => m.Id).FirstAsync();
        using var ops = await demo.SignedInAsync(Role.CsOps);
        foreach (var path in (string[])[$"/accounts/{account}?days=abc&since=x&day=31.2.", "/reports?segment=abc", $"/models/{model}/compare?from=a&to=b", "/models/new?segment=a&stage=b", $"/models/{model}/test?account=a&any=b", "/segments/why?account=a", "/accounts?hmin=a&moved=lost&opened=x"])
            (await ops.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.OK, path);
    }

    [Fact]
    public async Task View_ThatOpensFirst_NeverStandsInTheWayOfAllAccounts()
    {
        using var visitor = await SomebodyNewAsync();
        (await HtmlAsync(await visitor.SendAsync("/accounts?q=nobody-is-called-so", "view", ("name", "Nobody"), ("first", "1")))).Should().Contain("Kept the view “Nobody”.");
        var first = (await visitor.GetAsync("/accounts")).Headers.Location!;
        var shown = await visitor.PageAsync(first.PathAndQuery);
        shown.Should().Contain("No accounts match");
        var ways = Hrefs(shown, "Clear the filters").Concat(Hrefs(shown, "Clear")).Concat(Hrefs(await visitor.PageAsync("/accounts?ids=1&cols=arr,health"), "Show all")).Concat(Hrefs(await visitor.PageAsync("/accounts?before=red"), "Show all")).ToList();
        ways.Should().HaveCount(4).And.Contain("/accounts?all=1").And.Contain("/accounts?cols=arr,health");
        foreach (var way in ways) (await visitor.GetAsync(way)).StatusCode.Should().Be(HttpStatusCode.OK, $"{way} leads to all accounts");
        var kept = (await visitor.SendAsync("/accounts?all=1&cols=arr,health", "columns", ("keep", "arr,health"))).Headers.Location!.OriginalString;
        (await visitor.GetAsync(kept)).StatusCode.Should().Be(HttpStatusCode.OK, $"{kept} leads to all accounts");
    }

    [Fact]
    public async Task View_KeptAgain_StaysSharedAndFirst_AndComesBackWhenItsRemovalIsUndone()
    {
        using var visitor = await SomebodyNewAsync();
        await visitor.SendAsync("/accounts?band=red", "view", ("name", "Reds"), ("shared", "1"), ("first", "1"));
        (await HtmlAsync(await visitor.SendAsync("/accounts?band=red&sort=-arr", "view", ("name", "Reds")))).Should().Contain("Replaced the view “Reds”; everybody still finds it.");
        var again = await HtmlAsync(await visitor.SendAsync("/accounts?all=1", "view", ("name", new string('x', 61)), ("shared", "1")));
        again.Should().Contain("At most 60 letters.").And.Contain($"value=\"{new string('x', 61)}\"").And.MatchRegex("name=\"shared\" value=\"1\" checked");
        ShouldBeThere(again);

        var view = ViewOf().Match(again).Groups["view"].Value;
        var removed = await HtmlAsync(await visitor.SendAsync("/accounts?all=1", "unview", ("view", view)));
        removed.Should().Contain("Removed the view “Reds”.").And.NotContain(">opens first<");
        (await HtmlAsync(await visitor.SendAsync("/accounts?all=1", "unview", ("view", view)))).Should().Contain("There is no such view");
        ShouldBeThere(await HtmlAsync(await visitor.SendAsync("/accounts?all=1", "undo", ("view", UndoOf(removed, "view")))));
        await visitor.SendAsync("/accounts?all=1", "unview", ("view", ViewOf().Match(await visitor.PageAsync("/accounts?all=1")).Groups["view"].Value));

        static void ShouldBeThere(string html) => html.Should().Contain("/accounts?band=red&sort=-arr&cols=").And.Contain(">opens first<").And.Contain(">shared<");
    }

    private async Task<Visitor> SomebodyNewAsync()
    {
        var visitor = demo.App.NewVisitor();
        await visitor.SignInAsync(await demo.App.AddUserAsync(Role.Leadership), RunningApp.Password);
        return visitor;
    }

    private async Task<List<AccountCurrent>> AccountsAsync(System.Linq.Expressions.Expression<Func<AccountCurrent, bool>> which)
    {
        await using var db = await demo.App.Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        return await db.CurrentAccounts.AsNoTracking().Where(a => a.Active).Where(which).OrderBy(a => a.AccountId).ToListAsync();
    }

    private static async Task<string> HtmlAsync(HttpResponseMessage answer)
    {
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.Should().Be(HttpStatusCode.OK, html);
        return html;
    }

    private static string UndoOf(string html, string what) => Regex.Match(html, $"name=\"{what}\" value=\"([^\"]*)\"[^>]*>Undo").Groups[1].Value;

    private static IEnumerable<string> Hrefs(string html, string text) => Regex.Matches(html, $"href=\"([^\"]*)\"[^>]*>{text}<").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value));

    [GeneratedRegex("name=\"view\" value=\"(?<view>\\d+)\"")]
    private static partial Regex ViewOf();
}
