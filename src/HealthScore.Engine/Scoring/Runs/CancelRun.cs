using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>Stops a run at its next range, or sends a failed or cancelled one on from where it stood.</summary>
public sealed class CancelRun(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock, KeptDays kept)
{
    public async Task<Result<Done>> RunAsync(Actor actor, long runId, CancellationToken ct)
    {
        if (RunRights.Refuse(actor, "cancel a run") is { } forbidden) return forbidden;
        await using var db = await factory.CreateDbContextAsync(ct);
        var now = clock.Now;
        var queued = await db.ScoringRuns.Where(r => r.Id == runId && r.Status == RunStatus.Queued)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Status, RunStatus.Cancelled).SetProperty(x => x.EndedAt, now), ct);
        var running = await db.ScoringRuns.Where(r => r.Id == runId && r.Status == RunStatus.Running)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.CancelRequested, true), ct);
        return queued + running > 0 ? Done.Value : new Error("not_running", "This run has already ended.");
    }

    public async Task<Result<Done>> RetryAsync(Actor actor, long runId, CancellationToken ct)
    {
        if (RunRights.Refuse(actor, "retry a run") is { } forbidden) return forbidden;
        await using var db = await factory.CreateDbContextAsync(ct);
        if (await db.ScoringRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, ct) is { } run && await kept.RefuseAsync(db, run, ct) is { } refusal) return refusal;
        var changed = await db.ScoringRuns.Where(r => r.Id == runId
                && !db.ScoringRuns.Any(o => o.Id != r.Id && o.Trigger == RunTrigger.Nightly && r.Trigger == RunTrigger.Nightly && o.To == r.To && o.Status <= RunStatus.Finished)
                && (r.Status == RunStatus.Failed || r.Status == RunStatus.Cancelled))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Status, RunStatus.Queued).SetProperty(x => x.CancelRequested, false)
                .SetProperty(x => x.Error, (string?)null).SetProperty(x => x.EndedAt, (DateTimeOffset?)null), ct);
        return changed > 0 ? Done.Value : new Error("not_ended", "Only a failed or cancelled run can be tried again, and a night only while no other run has taken its place.");
    }
}
