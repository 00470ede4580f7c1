using HealthScore.Domain.Primitives;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Journeys;

/// <summary>Reads all active accounts once, so that whoever writes an entry rule sees at each stroke where it would put them.</summary>
public sealed class TryJourney(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, FactsReader facts, AccountMeasures measures)
{
    public async Task<Result<JourneyTrial>> OpenAsync(Actor actor, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor, "journeys") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var accounts = await TrialAccounts.ReadAsync(source, db, facts, measures, ct);
        return new JourneyTrial(await db.JourneyMapAsync(ct), await db.SegmentOrderAsync(ct), accounts);
    }
}
