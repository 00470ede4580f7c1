using Quartz;

namespace HealthScore.Engine.Schedule;

/// <summary>When the schedule fires next, and a way to wake it at once.</summary>
public sealed class JobTimes(ISchedulerFactory factory)
{
    public async Task<DateTimeOffset?> NextNightlyAsync(CancellationToken ct)
    {
        var scheduler = await factory.GetScheduler(ct);
        return (await scheduler.GetTrigger(new TriggerKey("nightly"), ct))?.NextFireTimeUtc;
    }

    /// <summary>Has queued runs taken up now instead of within five seconds.</summary>
    public async Task WakeAsync(CancellationToken ct)
    {
        var scheduler = await factory.GetScheduler(ct);
        await scheduler.TriggerJob(ScoringJob.Key, ct);
    }

    /// <summary>True when this node's scheduler runs.</summary>
    public async Task<bool> IsUpAsync(CancellationToken ct)
    {
        var scheduler = await factory.GetScheduler(ct);
        return scheduler.Status == SchedulerStatus.Running;
    }
}
