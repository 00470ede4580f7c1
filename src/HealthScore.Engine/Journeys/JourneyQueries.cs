using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Journeys;

/// <summary>What the use cases of journeys read in common.</summary>
internal static class JourneyQueries
{
    /// <summary>All journeys with their stages and milestones, and the segments that follow them.</summary>
    public static async Task<JourneyMap> JourneyMapAsync(this HealthScoreDb db, CancellationToken ct) => new(
        await db.Journeys.AsNoTracking().ToListAsync(ct), await db.Stages.AsNoTracking().ToListAsync(ct),
        await db.MilestoneDefinitions.AsNoTracking().OrderBy(m => m.Position).ThenBy(m => m.Id).ToListAsync(ct), await db.Segments.AsNoTracking().ToListAsync(ct));

    /// <summary>What the rules of journeys can ask for.</summary>
    /// <param name="db">The database.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="except">A journey whose own stages and milestones are left out, because they are being changed.</param>
    public static async Task<ConditionCatalogue> JourneyCatalogueAsync(this HealthScoreDb db, Actor actor, CancellationToken ct, int except = 0) => await db.ConditionCatalogueAsync(actor, ct) with
    {
        IsOfJourney = true,
        Stages = await db.StagesInOrder().Where(s => s.JourneyId != except).Select(s => s.Name).ToListAsync(ct),
        Milestones = await db.MilestoneDefinitions.Where(m => db.Stages.Any(s => s.Id == m.StageId && s.JourneyId != except)).Select(m => m.Name).Distinct().OrderBy(n => n).ToListAsync(ct),
    };
}
