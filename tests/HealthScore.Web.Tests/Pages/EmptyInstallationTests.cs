using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;

namespace HealthScore.Web.Tests.Pages;

/// <summary>Every page of an installation that has an admin and nothing else.</summary>
public sealed class EmptyInstallationTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>, IClassFixture<Chromium>
{
    [BrowserFact]
    public Task EveryPage_IsAccessibleFitsAndRunsCleanly_InEveryLook() => chromium.WalkAsync(app.Address, async tab =>
    {
        await Looks.CheckAsync(tab, "/setup");
        var admin = await app.AddUserAsync(Role.Admin);
        await Looks.CheckAsync(tab, "/signin");
        await tab.SignInAsync(admin);
        // The same parts as where there is data, which is looked at in the dark and on a phone as well.
        foreach (var path in Looks.Pages)
            await Looks.CheckAsync(tab, path, Look.Quick);
    }, nameof(EmptyInstallationTests));
}
