using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Storage;

/// <summary>
/// Changes of the catalogue go one after the other, because each is checked against all the others; and so does whatever comes to rest
/// on a metric, so that none is retired under a version or a condition that is about to name it.
/// </summary>
internal static class MetricSql
{
    /// <summary>Held until the transaction ends. Whoever places accounts takes that lock first.</summary>
    public static Task LockAsync(HealthScoreDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync("select pg_advisory_xact_lock(hashtext('metric'))", ct);
}
