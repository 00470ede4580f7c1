using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.MyDay;

/// <summary>The statement that typed queries of snoozes cannot say.</summary>
internal static class SnoozeSql
{
    /// <summary>Held until the transaction ends: of two who put one account off at once, the second sees what the first said.</summary>
    public static Task LockAsync(HealthScoreDb db, long accountId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('snooze', {accountId}))", ct);
}
