using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>A saved draft.</summary>
/// <param name="Revision">To be handed back with the next change.</param>
/// <param name="Problems">What stands in the way of publishing it: a draft may be half done.</param>
public sealed record SavedDraft(int Revision, string By, DateTimeOffset At, IReadOnlyList<Error> Problems);

/// <summary>Saves a draft, unless someone else did so since it was read (<c>draft_overtaken</c>). What another one had saved before is kept.</summary>
public sealed class SaveDraft(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <param name="actor">Who saves.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="revision">The revision of the draft that was changed.</param>
    /// <param name="definition">What it shall say.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <param name="last">The latest version when it was opened, so that whoever saves hears of one that was published or ended since (<c>version_overtaken</c>); null: it does not matter.</param>
    /// <param name="isOver">True when what is stored is replaced knowingly: it is kept, whoever saved it, also oneself in another window.</param>
    public async Task<Result<SavedDraft>> RunAsync(Actor actor, int modelId, int revision, ModelDefinition definition, CancellationToken ct, int? last = null, bool isOver = false)
    {
        if (ModelRights.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var opened = await db.OpenAsync(modelId, revision, clock, ct);
        if (!opened.IsOk) return Result<SavedDraft>.Fail(opened.Errors);
        if (last is { } seen && await db.OvertakenSinceAsync(modelId, seen, "Nothing of yours is lost: look at what differs, then save again over it or take theirs.", ct) is { } overtaken) return overtaken;
        var model = opened.Value;
        if (isOver || model.DraftBy != actor.Name) await KeptDrafts.KeepAsync(db, model, actor, clock, ct);
        model.SaveDraft(definition, actor, clock.Now);
        if (!await db.TrySaveAsync(ct)) return await db.OvertakenAsync(modelId, clock, ct);
        return new SavedDraft(model.DraftRevision, actor.Name, clock.Now, ModelValidator.Check(definition, await db.CatalogueAsync(ct)));
    }
}
