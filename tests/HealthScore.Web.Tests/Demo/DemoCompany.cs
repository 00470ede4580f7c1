using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Demo;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Web.Tests.Demo;

/// <summary>Puts the demo company into an empty database and scores it, as the verb <c>demo</c> does.</summary>
internal static class DemoCompany
{
    public static async Task LoadAsync(IServiceProvider services, int accounts, int months = 18)
    {
        await using var scope = services.CreateAsyncScope();
        var options = new DemoOptions { Accounts = accounts, Months = months, Today = services.GetRequiredService<OrganisationClock>().Today };
        var loaded = await scope.ServiceProvider.GetRequiredService<LoadDemoCompany>().RunAsync(Actor.System, options, null, default);
        loaded.IsOk.Should().BeTrue(loaded.Message);
    }

    public static async Task ScoreAsync(IServiceProvider services, int months)
    {
        var (clock, start) = (services.GetRequiredService<OrganisationClock>(), services.GetRequiredService<StartRun>());
        await FinishAsync(services, await start.BackFillAsync(Actor.System, clock.Today.AddMonths(-months), clock.Yesterday, default));
        await FinishAsync(services, await start.NowAsync(Actor.System, default));
    }

    private static async Task FinishAsync(IServiceProvider services, Result<long> queued)
    {
        queued.IsOk.Should().BeTrue(queued.Message);
        var run = await services.GetRequiredService<RunScoring>().FinishAsync(queued.Value, default);
        run.Status.Should().Be(RunStatus.Finished, run.Error);
    }
}
