using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>The metrics that a model can be made of, by name: not those that were retired.</summary>
public sealed class ListModelMetrics(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Result<IReadOnlyList<Metric>>> RunAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the metrics");
        await using var db = await factory.CreateDbContextAsync(ct);
        return Result<IReadOnlyList<Metric>>.Ok(await db.Metrics.AsNoTracking().Where(m => m.RetiredOn == null).OrderBy(m => m.Name).ToListAsync(ct));
    }
}
