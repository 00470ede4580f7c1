using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Metrics;

/// <summary>Takes a retired metric back into use.</summary>
public sealed class ReviveMetric(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <param name="actor">Who revives it.</param>
    /// <param name="key">Its key.</param>
    /// <param name="revision">The revision that was looked at.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<Result<int>> RunAsync(Actor actor, string key, int revision, CancellationToken ct)
    {
        if (MetricRights.Refuse(actor, "revive a metric") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await MetricSql.LockAsync(db, ct);
        var catalogue = await db.Metrics.ToDictionaryAsync(m => m.Key, ct);
        if (!catalogue.TryGetValue(key, out var metric)) return Error.NotFound("metric");
        if (metric.Revision != revision) return metric.Overtaken(clock);
        // What it is calculated from may have been retired or changed since.
        if (metric.Expression is not null && MetricCheck.Problems(metric.Expression, key, catalogue).FirstOrDefault() is { } problem) return problem;
        metric.RetiredOn = null;
        metric.Changed(actor, clock);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return metric.Revision;
    }
}
