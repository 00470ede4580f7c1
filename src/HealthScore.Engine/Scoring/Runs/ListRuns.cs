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

    /// <summary>Which share of a run's work is done, 0–1: an account is half done once it is measured.</summary>
    public async Task<Result<double>> FractionAsync(Actor actor, ScoringRun run, CancellationToken ct)
    {
        if (!actor.May(Permission.RunJobs)) return Error.Forbidden("see the runs");
        if (run is not { AccountsTotal: > 0, StretchDays: { } days }) return 0d;
        await using var db = await factory.CreateDbContextAsync(ct);
        // What is measured keeps its peers, be they none, until the next stretch.
        var measured = await db.ScoringRunRanges.Where(r => r.RunId == run.Id && r.From == run.CutFrom)
            .GroupBy(_ => 1, (_, all) => (double?)all.Count(r => r.State < RangeState.Done && r.Peers != null) / all.Count()).SingleOrDefaultAsync(ct) ?? 0;
        return Math.Min(1, ((double)run.AccountsDone / run.AccountsTotal) + (measured / 2 / RunPlan.Stretches(run, days).Count()));
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
