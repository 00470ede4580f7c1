using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Segments;

/// <summary>A segment to look at or to work on.</summary>
/// <param name="Segment">The segment; its revision is to be handed back with a change.</param>
/// <param name="Catalogue">What its condition may ask for.</param>
/// <param name="Journeys">The journeys that it can follow, the first one first.</param>
public sealed record SegmentView(Segment Segment, ConditionCatalogue Catalogue, IReadOnlyList<JourneyName> Journeys);

/// <summary>A journey by name.</summary>
public sealed record JourneyName(int Id, string Name);

/// <summary>Reads one segment, or what a new one may ask for.</summary>
public sealed class ReadSegment(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Result<SegmentView>> RunAsync(Actor actor, int segmentId, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the segments");
        await using var db = await factory.CreateDbContextAsync(ct);
        var segment = await db.Segments.AsNoTracking().SingleOrDefaultAsync(s => s.Id == segmentId, ct);
        return segment is null ? Error.NotFound("segment") : new SegmentView(segment, await db.ConditionCatalogueAsync(actor, ct), await JourneysAsync(db, ct));
    }

    /// <summary>A segment that is to be made: last, and matching nobody yet.</summary>
    public async Task<Result<SegmentView>> NewAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.EditModels)) return Error.Forbidden("make a segment");
        await using var db = await factory.CreateDbContextAsync(ct);
        var position = await db.Segments.MaxAsync(s => (int?)s.Position, ct) + 1 ?? 0;
        return new SegmentView(new() { Name = "", Position = position, Condition = new AllOf([]) }, await db.ConditionCatalogueAsync(actor, ct), await JourneysAsync(db, ct));
    }

    private static Task<List<JourneyName>> JourneysAsync(HealthScoreDb db, CancellationToken ct) =>
        db.Journeys.OrderBy(j => j.Position).ThenBy(j => j.Id).Select(j => new JourneyName(j.Id, j.Name)).ToListAsync(ct);
}
