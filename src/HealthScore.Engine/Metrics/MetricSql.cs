using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Metrics;

/// <summary>Changes of the catalogue go one after the other: each is checked against all the others.</summary>
internal static class MetricSql
{
    /// <summary>Held until the transaction ends.</summary>
    public static Task LockAsync(HealthScoreDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync("select pg_advisory_xact_lock(hashtext('metric'))", ct);
}
