using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using Quartz;

namespace HealthScore.Engine.Schedule;

/// <summary>Takes up queued runs, and runs whose node died, until there are none.</summary>
[DisallowConcurrentExecution]
internal sealed class ScoringJob(StartNight night, RunScoring scoring, OrganisationClock clock) : IJob
{
    public static readonly JobKey Key = new("scoring");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A night that fell into an outage is made up for at the next start; that it is queued once is the queue's business.
        if (clock.IsPastNightly) await night.RunAsync(cancellationToken);
        var hasWorked = false;
        while (await scoring.TakeUpAsync(cancellationToken)) hasWorked = true;
        // A job of its own, so that the next run need not wait for it.
        if (hasWorked) await context.Scheduler.TriggerJob(RetentionJob.Key, cancellationToken);
    }
}
