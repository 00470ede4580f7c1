using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Publishes what an old version said anew. History is not rewritten, and a draft stays as it is.</summary>
public sealed class RollBack(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<PublishedVersion>> RunAsync(Actor actor, int modelId, int number, string reason, CancellationToken ct)
    {
        if (!actor.May(Permission.EditModels)) return Error.Forbidden("publish a model");
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginPublishingAsync(ct);
        var model = await db.ScoringModels.SingleOrDefaultAsync(m => m.Id == modelId, ct);
        var old = await db.ScoringModelVersions.AsNoTracking().SingleOrDefaultAsync(v => v.ModelId == modelId && v.Number == number, ct);
        if (model is null || old is null) return Error.NotFound("version");
        var next = await db.NextVersionAsync(model, old.Definition, actor, new(reason), clock, ct);
        if (!next.IsOk) return Result<PublishedVersion>.Fail(next.Errors);
        if (!await db.TrySaveAsync(ct)) return await db.OvertakenAsync(modelId, clock, ct);
        var marked = await db.MarkAsync([model], clock, ct);
        await transaction.CommitAsync(ct);
        return new PublishedVersion(next.Value.Id, next.Value.Number, next.Value.Published, marked);
    }
}
