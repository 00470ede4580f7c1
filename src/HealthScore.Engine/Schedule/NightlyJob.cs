using HealthScore.Engine.Scoring.Runs;
using Quartz;

namespace HealthScore.Engine.Schedule;

/// <summary>Queues the nightly run. That it is queued once per local day is the queue's business.</summary>
[DisallowConcurrentExecution]
internal sealed class NightlyJob(StartRun start) : IJob
{
    public static readonly JobKey Key = new("nightly");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await start.NightlyAsync(cancellationToken);
}
