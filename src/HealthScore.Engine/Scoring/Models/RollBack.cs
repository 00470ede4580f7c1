using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Publishes what an old version said anew. History is not rewritten, and a draft stays as it is.</summary>
public sealed class RollBack(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <param name="actor">Who goes back.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="number">The version to go back to.</param>
    /// <param name="last">The latest version when this was looked at: one that was published since is not undone unseen.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <param name="expectedEffect">What it should bring about.</param>
    /// <param name="preview">What the preview of it came to; null: nobody looked.</param>
    public async Task<Result<PublishedVersion>> RunAsync(Actor actor, int modelId, int number, int last, string reason, CancellationToken ct, string? expectedEffect = null, PreviewSummary? preview = null)
    {
        if (ModelRights.Refuse(actor, "publish a model") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginPublishingAsync(ct);
        var model = await db.ScoringModels.SingleOrDefaultAsync(m => m.Id == modelId, ct);
        var old = await db.ScoringModelVersions.AsNoTracking().SingleOrDefaultAsync(v => v.ModelId == modelId && v.Number == number, ct);
        if (model is null || old is null) return Error.NotFound("version");
        if (old.Ends) return new Error("version_ends", $"Version {number} ended the model, so there is nothing to go back to. Choose the one before it.");
        if (await db.OvertakenSinceAsync(modelId, last, "The page now shows what going back would change; your reason is still there.", ct) is { } overtaken) return overtaken;
        var next = await db.NextVersionAsync(model, old.Definition, actor, new(reason, expectedEffect), clock, ct, preview: preview);
        if (!next.IsOk) return Result<PublishedVersion>.Fail(next.Errors);
        if (!await db.TrySaveAsync(ct)) return await db.OvertakenAsync(modelId, clock, ct);
        var marked = await db.MarkAsync([model], clock, ct);
        await transaction.CommitAsync(ct);
        return new PublishedVersion(next.Value.Id, next.Value.Number, next.Value.Published, marked);
    }
}
