using System.Net;
using HealthScore.Domain.Primitives;

namespace HealthScore.Web.Tests.Shell;

public sealed class ShellTests(RunningApp app) : IClassFixture<RunningApp>
{
    [Theory]
    [InlineData("/signin")]
    [InlineData("/healthz")]
    [InlineData("/css/tokens.css")]
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string path)
    {
        await app.AddUserAsync(Role.Admin);
        using var visitor = app.NewVisitor();
        var headers = (await visitor.GetAsync(path)).Headers;
        var policy = headers.GetValues("Content-Security-Policy").Should().ContainSingle().Subject;
        policy.Should().Contain("script-src 'self';").And.Contain("frame-ancestors 'none'").And.Contain("object-src 'none'").And.NotContain("unsafe-eval");
        headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        headers.GetValues("Referrer-Policy").Should().Equal("same-origin");
    }

    [Fact]
    public async Task UnknownAddress_IsSaidPlainly()
    {
        using var visitor = await app.SignedInAsync(Role.Csm);
        var answer = await visitor.GetAsync("/nowhere");
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("There is no such page").And.Contain("href=\"/nowhere#content\"");
    }

    [Fact]
    public async Task FormSentToAWrongAddress_IsAnsweredWithAPage()
    {
        using var visitor = await app.SignedInAsync(Role.Csm);
        var answer = await visitor.PostAsync("/nowhere");
        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("This request could not be answered");
    }

    [Theory]
    [InlineData(Role.Csm, "/accounts", "/users")]
    [InlineData(Role.Leadership, "/reports", "/jobs")]
    [InlineData(Role.CsOps, "/models", "/users")]
    public async Task Navigation_OffersWhatTheRoleMayUse(Role role, string shown, string hidden)
    {
        using var visitor = await app.SignedInAsync(role);
        (await visitor.PageAsync("/account")).Should().Contain($"<a href=\"{shown}\"").And.NotContain($"<a href=\"{hidden}\"");
    }

    [Theory]
    [InlineData("dark", "data-theme=\"dark\"")]
    [InlineData("light", "data-theme=\"light\"")]
    [InlineData("\"><script>", "<html lang=\"en\" data-culture")]
    public async Task Theme_OfTheCookie_IsInTheFirstHtml(string theme, string html)
    {
        await app.AddUserAsync(Role.Admin);
        using var client = new HttpClient { BaseAddress = new(app.Address) };
        client.DefaultRequestHeaders.Add("Cookie", "theme=" + Uri.EscapeDataString(theme));
        (await client.GetStringAsync("/signin")).Should().Contain(html).And.NotContain("data-theme=\"&quot;");
    }

    [Fact]
    public async Task Numbers_FollowTheBrowsersLanguage()
    {
        await app.AddUserAsync(Role.Admin);
        using var client = new HttpClient { BaseAddress = new(app.Address) };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de-DE,de;q=0.9");
        (await client.GetStringAsync("/styleguide")).Should().Contain("18,4M").And.Contain("data-culture=\"de-DE\"");
    }
}
