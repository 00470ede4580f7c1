using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Segments;

/// <summary>A segment as the list shows it.</summary>
/// <param name="Accounts">Active accounts in it that the user may see.</param>
/// <param name="Arr">Their revenue.</param>
public sealed record SegmentSummary(int Id, string Name, string Description, Condition? Condition, int Accounts, decimal Arr);

/// <summary>The segments in their order.</summary>
/// <param name="Segments">First match first.</param>
/// <param name="WithoutAccounts">Active accounts in no segment.</param>
/// <param name="WithoutArr">Their revenue.</param>
/// <param name="Catalogue">What conditions may ask for.</param>
public sealed record SegmentList(IReadOnlyList<SegmentSummary> Segments, int WithoutAccounts, decimal WithoutArr, ConditionCatalogue Catalogue);

/// <summary>Lists the segments with how many accounts are in each.</summary>
public sealed class ListSegments(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Result<SegmentList>> RunAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the segments");
        await using var db = await factory.CreateDbContextAsync(ct);
        var order = await db.SegmentOrderAsync(ct);
        var counts = await db.CurrentAccounts.SeenBy(actor).Where(a => a.Active)
            .GroupBy(a => a.SegmentId).Select(g => new { Id = g.Key ?? 0, Accounts = g.Count(), Arr = g.Sum(a => a.Arr) }).ToDictionaryAsync(g => g.Id, ct);
        return new SegmentList(
            [.. order.Segments.Select(s => new SegmentSummary(s.Id, s.Name, s.Description, s.Condition, counts.GetValueOrDefault(s.Id)?.Accounts ?? 0, counts.GetValueOrDefault(s.Id)?.Arr ?? 0))],
            counts.GetValueOrDefault(0)?.Accounts ?? 0, counts.GetValueOrDefault(0)?.Arr ?? 0, await db.ConditionCatalogueAsync(actor, ct));
    }
}
