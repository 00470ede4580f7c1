using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Segments;

/// <summary>What the use cases of segments read in common.</summary>
internal static class SegmentQueries
{
    /// <summary>The segments in their order.</summary>
    public static async Task<SegmentOrder> SegmentOrderAsync(this HealthScoreDb db, CancellationToken ct) => new(await db.Segments.AsNoTracking().ToListAsync(ct));

    /// <summary>
    /// What a condition can ask for. Who is bound to their own accounts can ask for nothing: of owners they get the names that
    /// stand in conditions, for which the mail addresses are to be put into words, and of lists none.
    /// </summary>
    public static async Task<ConditionCatalogue> ConditionCatalogueAsync(this HealthScoreDb db, Actor actor, CancellationToken ct)
    {
        var isBound = actor.Scope is not null;
        var asked = isBound ? string.Concat(await ConditionsAsync(db, ct)) : "";
        var owners = await db.Owners.AsNoTracking().OrderBy(o => o.Name).Select(o => new { o.Email, o.Name }).ToListAsync(ct);
        return new()
        {
            Metrics = await db.Metrics.AsNoTracking().ToDictionaryAsync(m => m.Key, ct),
            Attributes = await db.CustomAttributes.AsNoTracking().OrderBy(a => a.Name).ToDictionaryAsync(a => a.Name, a => a.Kind, StringComparer.OrdinalIgnoreCase, ct),
            Owners = owners.Where(o => !isBound || asked.Contains(o.Email, StringComparison.OrdinalIgnoreCase)).ToDictionary(o => o.Email, o => o.Name),
            Lists = isBound ? [] : await db.AccountLists.AsNoTracking().OrderBy(l => l.Name).Select(l => l.Name).ToListAsync(ct),
        };
    }

    // Of segments, stages and milestones, as they are stored.
    private static async Task<IEnumerable<string>> ConditionsAsync(HealthScoreDb db, CancellationToken ct)
    {
        List<Condition?> conditions =
        [
            .. (await db.Segments.AsNoTracking().ToListAsync(ct)).Select(s => s.Condition), .. (await db.Stages.AsNoTracking().ToListAsync(ct)).Select(s => s.Entry),
            .. (await db.MilestoneDefinitions.AsNoTracking().ToListAsync(ct)).Select(m => m.Rule),
        ];
        return conditions.OfType<Condition>().Select(ConditionJson.Write);
    }
}
