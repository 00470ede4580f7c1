using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Makes the draft the model's next version: it scores from today on, and the accounts concerned are scored again at once.</summary>
public sealed class PublishScoringModel(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <param name="actor">Who publishes.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="revision">The revision of the draft that was looked at.</param>
    /// <param name="last">The latest version when it was looked at, 0: none. What was published or ended since is not undone unseen.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <param name="expectedEffect">What it should bring about.</param>
    public async Task<Result<PublishedVersion>> RunAsync(Actor actor, int modelId, int revision, int last, string reason, CancellationToken ct, string? expectedEffect = null)
    {
        if (ModelRights.Refuse(actor, "publish a model") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginPublishingAsync(ct);
        var opened = await db.OpenAsync(modelId, revision, clock, ct);
        if (!opened.IsOk) return Result<PublishedVersion>.Fail(opened.Errors);
        if (opened.Value.Draft is not { } draft) return new Error("no_draft", "There is no draft to publish. Change something and save it first.");
        if (await db.OvertakenSinceAsync(modelId, last, "Look at the model as it is now, then publish.", ct) is { } overtaken) return overtaken;
        var preview = await db.PreviewAsync(opened.Value, clock, ct);
        var next = await db.NextVersionAsync(opened.Value, draft, actor, new(reason, expectedEffect), clock, ct, preview: preview);
        if (!next.IsOk) return Result<PublishedVersion>.Fail(next.Errors);
        opened.Value.ClearDraft();
        if (!await db.TrySaveAsync(ct)) return await db.OvertakenAsync(modelId, clock, ct);
        var marked = await db.MarkAsync([opened.Value], clock, ct);
        await transaction.CommitAsync(ct);
        return new PublishedVersion(next.Value.Id, next.Value.Number, next.Value.Published, marked);
    }
}
