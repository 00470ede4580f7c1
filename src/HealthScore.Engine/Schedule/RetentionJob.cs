using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage.Retention;
using Quartz;

namespace HealthScore.Engine.Schedule;

/// <summary>Thins and drops history that is older than the settings keep. Woken when runs have ended; most nights there is nothing to do.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(KeepHistory history, OrganisationClock clock) : IJob
{
    public static readonly JobKey Key = new("retention");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await history.RunAsync(clock.Today, cancellationToken);
}
