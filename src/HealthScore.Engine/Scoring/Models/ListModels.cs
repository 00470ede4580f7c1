using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>The models of one kind, as a matrix of segments and stages.</summary>
public sealed class ListModels(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<ModelMatrix>> RunAsync(Actor actor, ScoreKind kind, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the models");
        await using var db = await factory.CreateDbContextAsync(ct);
        var models = await db.Summaries(db.ScoringModels.Where(m => m.Kind == kind), clock.Today).ToListAsync(ct);
        var journeys = await db.Journeys.OrderBy(j => j.Position).ThenBy(j => j.Id)
            .Select(j => new MatrixJourney(
                j.Name, db.Stages.Where(s => s.JourneyId == j.Id).OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => s.Id).ToList(), db.Segments.Where(s => s.JourneyId == j.Id).Select(s => s.Id).ToList()))
            .ToListAsync(ct);
        return new ModelMatrix(kind, await db.SegmentNamesAsync(ct), await db.StageNamesAsync(ct), models) { Journeys = journeys };
    }
}
