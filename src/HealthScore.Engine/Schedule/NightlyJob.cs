using Quartz;

namespace HealthScore.Engine.Schedule;

/// <summary>Starts the night. That it is queued once per local day is the queue's business.</summary>
[DisallowConcurrentExecution]
internal sealed class NightlyJob(StartNight night) : IJob
{
    public static readonly JobKey Key = new("nightly");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await night.RunAsync(cancellationToken);
}
