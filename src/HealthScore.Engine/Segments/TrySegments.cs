using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>Reads all active accounts once, so that whoever writes a condition sees at each stroke whom it would take.</summary>
public sealed class TrySegments(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, FactsReader facts, AccountMeasures measures)
{
    public async Task<Result<SegmentTrial>> OpenAsync(Actor actor, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        PlacingRules rules;
        await using (var connection = await source.OpenConnectionAsync(ct)) rules = await PlacementSql.ReadRulesAsync(connection, ct);
        return new SegmentTrial(rules.Segments, rules.Journeys, await TrialAccounts.ReadAsync(source, db, facts, measures, ct), new ModelChooser(await db.ScoringModels.AsNoTracking().Include(m => m.Versions).ToListAsync(ct)));
    }
}
