using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Segments;

/// <summary>What the use cases of segments read in common.</summary>
internal static class SegmentQueries
{
    /// <summary>The segments in their order.</summary>
    public static async Task<SegmentOrder> SegmentOrderAsync(this HealthScoreDb db, CancellationToken ct) => new(await db.Segments.AsNoTracking().ToListAsync(ct));

    /// <summary>What a segment's condition can ask for.</summary>
    public static async Task<ConditionCatalogue> ConditionCatalogueAsync(this HealthScoreDb db, CancellationToken ct) => new()
    {
        Metrics = await db.Metrics.AsNoTracking().ToDictionaryAsync(m => m.Key, ct),
        Attributes = await db.CustomAttributes.AsNoTracking().OrderBy(a => a.Name).ToDictionaryAsync(a => a.Name, a => a.Kind, StringComparer.OrdinalIgnoreCase, ct),
        Owners = await db.Owners.AsNoTracking().OrderBy(o => o.Name).ToDictionaryAsync(o => o.Email, o => o.Name, ct),
        Lists = await db.AccountLists.AsNoTracking().OrderBy(l => l.Name).Select(l => l.Name).ToListAsync(ct),
    };
}
