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

/// <summary>Saves a draft, unless someone else did so since it was read (<c>draft_overtaken</c>).</summary>
public sealed class SaveDraft(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<SavedDraft>> RunAsync(Actor actor, int modelId, int revision, ModelDefinition definition, CancellationToken ct)
    {
        if (ModelRights.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var opened = await db.OpenAsync(modelId, revision, clock, ct);
        if (!opened.IsOk) return Result<SavedDraft>.Fail(opened.Errors);
        var model = opened.Value;
        model.SaveDraft(definition, actor, clock.Now);
        if (!await db.TrySaveAsync(ct)) return await db.OvertakenAsync(modelId, clock, ct);
        return new SavedDraft(model.DraftRevision, actor.Name, clock.Now, ModelValidator.Check(definition, await db.CatalogueAsync(ct)));
    }
}
