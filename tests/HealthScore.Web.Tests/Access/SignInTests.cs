using System.Net;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Access;
using HealthScore.Engine.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Web.Tests.Access;

public sealed class SignInTests(RunningApp app) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task Page_ForAStranger_LeadsToTheSignInAndBack()
    {
        await app.AddUserAsync(Role.Admin);
        using var visitor = app.NewVisitor();
        var asked = await visitor.GetAsync("/account?x=1");
        asked.StatusCode.Should().Be(HttpStatusCode.Redirect);
        asked.Headers.Location!.PathAndQuery.Should().Be("/signin?return=%2Faccount%3Fx%3D1");

        var entered = await visitor.SignInAsync(await app.AddUserAsync(Role.Csm), RunningApp.Password, asked.Headers.Location.PathAndQuery);
        entered.Headers.Location!.OriginalString.Should().EndWith("/account?x=1");
        (await visitor.PageAsync("/account")).Should().Contain("CSM Example");
    }

    [Fact]
    public async Task Cookie_IsClosedToScriptsAndOtherSites()
    {
        using var visitor = app.NewVisitor();
        var entered = await visitor.SignInAsync(await app.AddUserAsync(Role.Csm), RunningApp.Password);
        entered.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("healthscore=", StringComparison.Ordinal)).ToLowerInvariant()
            .Should().Contain("httponly").And.Contain("samesite=lax");
    }

    [Fact]
    public async Task Refusal_LooksTheSame_WhetherTheAddressIsKnownOrNot()
    {
        var known = await app.AddUserAsync(Role.Csm);
        using var visitor = app.NewVisitor();
        var one = await (await visitor.SignInAsync(known, "not the password")).Content.ReadAsStringAsync();
        var other = await (await visitor.SignInAsync("stranger@example.com", "not the password")).Content.ReadAsStringAsync();
        one.Should().Contain("The mail address or the password is not right");
        Words(one, known).Should().Be(Words(other, "stranger@example.com"));
    }

    [Fact]
    public async Task Guessing_ClosesTheAccount_AlsoForTheRightPassword()
    {
        var mail = await app.AddUserAsync(Role.Csm);
        using var visitor = app.NewVisitor();
        for (var i = 0; i < 8; i++)
            await visitor.SignInAsync(mail, $"guess number {i}");
        (await visitor.SignInAsync(mail, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.OK, "the form is shown again");
    }

    [Fact]
    public async Task DisabledUser_IsOutAtTheNextClick_AndRefusedAfterwards()
    {
        await app.AddUserAsync(Role.Admin);
        var mail = await app.AddUserAsync(Role.Csm);
        using var visitor = app.NewVisitor();
        await visitor.SignInAsync(mail, RunningApp.Password);
        (await visitor.GetAsync("/account")).StatusCode.Should().Be(HttpStatusCode.OK);

        await DisableAsync(mail);
        (await visitor.GetAsync("/account")).Headers.Location!.PathAndQuery.Should().StartWith("/signin");
        (await visitor.SignInAsync(mail, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.OK, "the form is shown again");
    }

    [Fact]
    public async Task ReturnAddress_OnAnotherSite_IsNotFollowed()
    {
        using var visitor = app.NewVisitor();
        var entered = await visitor.SignInAsync(await app.AddUserAsync(Role.Csm), RunningApp.Password, "/signin?return=https%3A%2F%2Fevil.example%2F");
        entered.Headers.Location!.OriginalString.Should().NotContain("evil");
    }

    [Fact]
    public async Task SignOut_NeedsItsToken_AndEndsTheSession()
    {
        using var visitor = await app.SignedInAsync(Role.Csm);
        (await visitor.PostAsync("/signout")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await visitor.GetAsync("/account")).StatusCode.Should().Be(HttpStatusCode.OK);

        await visitor.SendAsync("/account", "/signout");
        (await visitor.GetAsync("/account")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Password_CanBeChangedByItsOwner()
    {
        var mail = await app.AddUserAsync(Role.Csm);
        using var visitor = app.NewVisitor();
        await visitor.SignInAsync(mail, RunningApp.Password);
        var wrong = await visitor.SendAsync("/account", "password", ("Input.Current", "not the password"), ("Input.New", "another long one"), ("Input.Again", "another long one"));
        (await wrong.Content.ReadAsStringAsync()).Should().Contain("The password you have now is another one.");
        var right = await visitor.SendAsync("/account", "password", ("Input.Current", RunningApp.Password), ("Input.New", "another long one"), ("Input.Again", "another long one"));
        (await right.Content.ReadAsStringAsync()).Should().Contain("The password is changed.");
        (await visitor.GetAsync("/account")).StatusCode.Should().Be(HttpStatusCode.OK, "this session goes on");

        using var again = app.NewVisitor();
        (await again.SignInAsync(mail, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await again.SignInAsync(mail, "another long one")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/api/anything")]
    public async Task MachineRoute_ForAStranger_SaysUnauthorized(string path)
    {
        using var visitor = app.NewVisitor();
        (await visitor.PostAsync(path)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private async Task DisableAsync(string mail)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByEmailAsync(mail);
        (await scope.ServiceProvider.GetRequiredService<ChangeUser>().RunAsync(Actor.System, new(user!.Id, IsDisabled: true), CancellationToken.None)).IsOk.Should().BeTrue();
    }

    // What tells two answers apart, other than the address typed and the form's token.
    private static string Words(string page, string mail) =>
        System.Text.RegularExpressions.Regex.Replace(page.Replace(mail, "", StringComparison.Ordinal), "value=\"[^\"]*\"|<!--.*?-->", "", System.Text.RegularExpressions.RegexOptions.Singleline);
}
