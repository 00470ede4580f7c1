using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>The newest runs first.</summary>
public sealed class ListRuns(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Result<IReadOnlyList<ScoringRun>>> RunAsync(Actor actor, int count, CancellationToken ct)
    {
        if (!actor.May(Permission.RunJobs)) return Error.Forbidden("see the runs");
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.ScoringRuns.AsNoTracking().OrderByDescending(r => r.Id).Take(Math.Clamp(count, 1, 200)).ToListAsync(ct);
    }

    /// <summary>True once a run has scored up to now.</summary>
    public async Task<bool> HasFinishedAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.ScoringRuns.AnyAsync(r => r.Status == RunStatus.Finished && r.IsProvisional, ct);
    }

    public async Task<ScoringRun?> FindAsync(long runId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.ScoringRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, ct);
    }
}
