using HealthScore.Domain.Primitives;
using HealthScore.Engine.Access;
using HealthScore.Engine.Storage;
using HealthScore.Web.Tests.Browser;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Access;

/// <summary>A page that stays open does not keep rights that were taken away.</summary>
public sealed class OpenCircuitTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>, IClassFixture<Chromium>
{
    [BrowserFact]
    public Task DisabledUser_IsRefusedAtOnce_AndSoonLedOut() => chromium.WalkAsync(app.Address, async tab =>
    {
        await app.AddUserAsync(Role.Admin);
        var mail = await app.AddUserAsync(Role.CsOps);
        await OpenJobsAsync(tab, mail);

        await ChangeAsync(mail, user => new(user.Id, IsDisabled: true));
        await tab.Page.ClickAsync("text=Score now");

        await Assertions.Expect(tab.Page.Locator("main").GetByRole(AriaRole.Alert)).ToContainTextAsync("does not allow");
        (await RunsAsync()).Should().Be(0);
        await tab.Page.WaitForURLAsync("**/signin**", new() { Timeout = 90_000 });
    }, nameof(DisabledUser_IsRefusedAtOnce_AndSoonLedOut));

    [BrowserFact]
    public Task DemotedUser_IsRefusedAtOnce() => chromium.WalkAsync(app.Address, async tab =>
    {
        await app.AddUserAsync(Role.Admin);
        var mail = await app.AddUserAsync(Role.CsOps);
        await OpenJobsAsync(tab, mail);

        await ChangeAsync(mail, user => new(user.Id, Role: Role.Csm));
        await tab.Page.ClickAsync("text=Score now");

        await Assertions.Expect(tab.Page.Locator("main").GetByRole(AriaRole.Alert)).ToContainTextAsync("does not allow");
        (await RunsAsync()).Should().Be(0);
    }, nameof(DemotedUser_IsRefusedAtOnce));

    private static async Task OpenJobsAsync(Tab tab, string mail)
    {
        await tab.SignInAsync(mail);
        await tab.OpenInteractiveAsync("/jobs");
    }

    private async Task ChangeAsync(string mail, Func<AppUser, UserChange> change)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByEmailAsync(mail);
        (await scope.ServiceProvider.GetRequiredService<ChangeUser>().RunAsync(Actor.System, change(user!), default)).IsOk.Should().BeTrue();
    }

    private async Task<int> RunsAsync()
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        return await db.ScoringRuns.CountAsync();
    }
}
