using HealthScore.Domain.Primitives;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>Removes a segment that no account was ever in and no model is for: what history names stays.</summary>
public sealed class RemoveSegment(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Result<Done>> RunAsync(Actor actor, int segmentId, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await PlacementSql.LockSoonAsync((NpgsqlConnection)db.Database.GetDbConnection(), ct) is { } busy) return busy;
        if (await ModelUse.WordsAsync(db, m => m.SegmentId == segmentId, "this segment", ct) is { } use)
            return new Error("segment_in_use", use);
        if (await db.AccountStates.AnyAsync(s => s.SegmentId == segmentId || s.GivenSegmentId == segmentId, ct))
            return new Error("segment_in_use", "Accounts are or were in this segment, and their history names it, so it stays. Give it a condition that nobody meets to empty it.");
        if (await db.Segments.Where(s => s.Id == segmentId).ExecuteDeleteAsync(ct) == 0) return Error.NotFound("segment");
        await db.ConfigurationChanges.Where(c => c.Thing == ChangedThing.Segment && c.Of == segmentId).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return Done.Value;
    }
}
