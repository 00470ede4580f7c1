using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Scoring.Preview;
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
        var order = await db.SegmentOrderAsync(ct);
        var lists = await db.AccountLists.AsNoTracking().Select(l => l.Name).ToListAsync(ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        List<PlacedAccount> accounts = [];
        await foreach (var account in facts.ReadAsync(connection, null, [.. lists.Select(l => new ListSubject(l))], ct)) accounts.Add(account);
        return new SegmentTrial(order, accounts, MeasureAsync);
    }

    private Task<MeasureRows> MeasureAsync(IReadOnlyList<MeasureSource> sources, IProgress<AccountsDone>? progress, CancellationToken ct) => measures.ReadAsync(sources, null, progress, ct);
}
