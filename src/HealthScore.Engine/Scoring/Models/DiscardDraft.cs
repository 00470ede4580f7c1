using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>What is left after a draft was discarded.</summary>
public enum DiscardedDraft
{
    /// <summary>The model, as its latest version says.</summary>
    ModelStays = 1,

    /// <summary>Nothing: the model had never been published.</summary>
    ModelGone = 2,
}

/// <summary>Throws a draft away; it is kept for a while, unless the model goes with it.</summary>
public sealed class DiscardDraft(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<DiscardedDraft>> RunAsync(Actor actor, int modelId, int revision, CancellationToken ct)
    {
        if (ModelRights.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var opened = await db.OpenAsync(modelId, revision, clock, ct);
        if (!opened.IsOk) return Result<DiscardedDraft>.Fail(opened.Errors);
        var stays = await db.ScoringModelVersions.AnyAsync(v => v.ModelId == modelId, ct);
        if (stays)
        {
            await KeptDrafts.KeepAsync(db, opened.Value, actor, clock, ct);
            opened.Value.ClearDraft();
        }
        else
        {
            db.ConfigurationChanges.RemoveRange(await db.ConfigurationChanges.Where(c => c.Thing == ChangedThing.Draft && c.Of == modelId).ToListAsync(ct));
            db.ScoringModels.Remove(opened.Value);
        }

        if (!await db.TrySaveAsync(ct)) return await db.OvertakenAsync(modelId, clock, ct);
        return stays ? DiscardedDraft.ModelStays : DiscardedDraft.ModelGone;
    }
}
