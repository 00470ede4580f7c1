using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Marks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>How what is published takes effect: the catalogue stands still meanwhile, and the accounts follow at once.</summary>
internal static class Publishing
{
    /// <summary>To be begun before the catalogue is read: no metric is retired until the transaction ends.</summary>
    public static async Task<IDbContextTransaction> BeginPublishingAsync(this HealthScoreDb db, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await MetricSql.LockAsync(db, ct);
        return transaction;
    }

    /// <summary>Marks the accounts that these models are for today, those with a more specific one aside, in the transaction that publishes. Returns how many.</summary>
    public static async Task<int> MarkAsync(this HealthScoreDb db, IReadOnlyCollection<ScoringModel> models, OrganisationClock clock, CancellationToken ct)
    {
        if (models.Count == 0) return 0;
        var chooser = new ModelChooser(await db.ScoringModels.AsNoTracking().Include(m => m.Versions).ToListAsync(ct));
        var accounts = await db.CurrentAccounts.Where(a => a.Active).Select(a => new { a.AccountId, a.SegmentId, a.StageId }).ToListAsync(ct);
        long[] concerned = [.. accounts.Where(a => models.Any(m => chooser.IsFor(m.Kind, (m.SegmentId, m.StageId), a.SegmentId, a.StageId, clock.Today))).Select(a => a.AccountId)];
        await MarkSql.MarkAsync((NpgsqlConnection)db.Database.GetDbConnection(), concerned, ct);
        return concerned.Length;
    }
}
