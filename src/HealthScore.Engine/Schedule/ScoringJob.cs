using HealthScore.Engine.Scoring.Runs;
using Quartz;

namespace HealthScore.Engine.Schedule;

/// <summary>Takes up queued runs, and runs whose node died, until there are none.</summary>
[DisallowConcurrentExecution]
internal sealed class ScoringJob(RunScoring scoring) : IJob
{
    public static readonly JobKey Key = new("scoring");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        while (await scoring.TakeUpAsync(cancellationToken))
        {
        }
    }
}
