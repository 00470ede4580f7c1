using HealthScore.Domain.Primitives;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Journeys;

/// <summary>Removes a journey that no segment follows and whose stages nothing names.</summary>
public sealed class RemoveJourney(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Result<Done>> RunAsync(Actor actor, int journeyId, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor, "journeys") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Only now does nobody put an account into one of its stages, or let a segment follow it.
        if (await PlacementSql.LockSoonAsync((NpgsqlConnection)db.Database.GetDbConnection(), ct) is { } busy) return busy;
        var map = await db.JourneyMapAsync(ct);
        if (map.Journeys.All(j => j.Journey.Id != journeyId)) return Error.NotFound("journey");
        if (map.Journeys.Count > 1 && map.Journeys[0].Journey.Id == journeyId)
            return new Error("journey_in_use", "It is the first journey, which all segments follow that name none, so it stays.");
        if (await db.Segments.Where(s => s.JourneyId == journeyId).OrderBy(s => s.Position).Select(s => s.Name).FirstOrDefaultAsync(ct) is { } segment)
            return new Error("journey_in_use", $"The segment {segment} follows this journey. Let it follow another one first.");
        var errors = await StageUse.RefuseAsync(db, map, journeyId, null, ct);
        if (errors.Count > 0) return Result<Done>.Fail(errors);
        await db.Stages.Where(s => s.JourneyId == journeyId).ExecuteDeleteAsync(ct);
        await db.Journeys.Where(j => j.Id == journeyId).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return Done.Value;
    }
}
