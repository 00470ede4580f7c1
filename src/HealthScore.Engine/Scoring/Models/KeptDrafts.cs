using System.Text.Json;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>A draft that somebody saved over or discarded.</summary>
/// <param name="Id">By which it is taken back.</param>
/// <param name="By">Who had saved it.</param>
/// <param name="SavedAt">When.</param>
/// <param name="ReplacedBy">Who saved over it or discarded it.</param>
/// <param name="ReplacedAt">When.</param>
/// <param name="Changes">From the model as it is published to this draft.</param>
public sealed record KeptDraft(long Id, string By, DateTimeOffset SavedAt, string ReplacedBy, DateTimeOffset ReplacedAt, ModelDefinition Definition, IReadOnlyList<ModelChange> Changes);

/// <summary>
/// Drafts that were saved over by somebody else, or discarded: nobody loses what they wrote because another one was faster. Of each model
/// the last <see cref="Most"/> are kept.
/// </summary>
public sealed class KeptDrafts(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <summary>How many are kept of a model.</summary>
    public const int Most = 10;

    /// <summary>The newest first.</summary>
    public async Task<Result<IReadOnlyList<KeptDraft>>> ListAsync(Actor actor, int modelId, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the models");
        await using var db = await factory.CreateDbContextAsync(ct);
        var model = await db.ScoringModels.AsNoTracking().SingleOrDefaultAsync(m => m.Id == modelId, ct);
        if (model is null) return Error.NotFound("model");
        var (latest, catalogue) = (await db.LatestAsync(modelId, ct), await db.CatalogueAsync(ct));
        var kept = await Of(db, modelId).AsNoTracking().OrderByDescending(c => c.Id).ToListAsync(ct);
        return Result<IReadOnlyList<KeptDraft>>.Ok(kept.ConvertAll(c =>
        {
            var (by, at, definition) = Read(c.Before!);
            return new KeptDraft(c.Id, by, at, c.By, c.At, definition, latest is null ? [] : ModelDifference.Between(latest, definition, model.Kind, catalogue));
        }));
    }

    /// <summary>Makes one of them the model's draft again. The draft that is there now takes its place among those that are kept.</summary>
    /// <param name="actor">Who takes it back.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="id">The kept draft.</param>
    /// <param name="revision">The revision of the draft that was there when it was looked at.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<Result<SavedDraft>> TakeBackAsync(Actor actor, int modelId, long id, int revision, CancellationToken ct)
    {
        if (ModelRights.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var opened = await db.OpenAsync(modelId, revision, clock, ct);
        if (!opened.IsOk) return Result<SavedDraft>.Fail(opened.Errors);
        var kept = await Of(db, modelId).SingleOrDefaultAsync(c => c.Id == id, ct);
        if (kept is null) return new Error("not_found", "This draft is not kept any more. Look at those that are.");
        var (_, _, definition) = Read(kept.Before!);
        await KeepAsync(db, opened.Value, actor, clock, ct, taken: id);
        opened.Value.SaveDraft(definition, actor, clock.Now);
        db.ConfigurationChanges.Remove(kept);
        if (!await db.TrySaveAsync(ct)) return await db.OvertakenAsync(modelId, clock, ct);
        return new SavedDraft(opened.Value.DraftRevision, actor.Name, clock.Now, ModelValidator.Check(definition, await db.CatalogueAsync(ct)));
    }

    /// <summary>Keeps the draft that is about to be replaced, and lets go of those beyond the last ones; saved with what replaces it.</summary>
    /// <param name="db">What it is saved with.</param>
    /// <param name="model">The model, still with that draft.</param>
    /// <param name="actor">Who replaces it.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <param name="taken">The kept draft that takes its place and leaves room for it; null: another draft does.</param>
    internal static async Task KeepAsync(HealthScoreDb db, ScoringModel model, Actor actor, OrganisationClock clock, CancellationToken ct, long? taken = null)
    {
        if (model.Draft is not { } draft) return;
        db.ConfigurationChanges.Add(new()
        {
            Thing = ChangedThing.Draft, Of = model.Id, Day = clock.Today, At = clock.Now, By = actor.Name, Models = [model.Id],
            Before = JsonSerializer.Serialize(new Stored(model.DraftBy ?? "", model.DraftAt ?? clock.Now, ModelJson.WriteDefinition(draft))),
        });
        db.ConfigurationChanges.RemoveRange(await Of(db, model.Id).Where(c => c.Id != taken).OrderByDescending(c => c.Id).Skip(Most - 1).ToListAsync(ct));
    }

    private static IQueryable<ConfigurationChange> Of(HealthScoreDb db, int modelId) => db.ConfigurationChanges.Where(c => c.Thing == ChangedThing.Draft && c.Of == modelId);

    private static (string By, DateTimeOffset At, ModelDefinition Definition) Read(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json) ?? throw new InvalidOperationException("A kept draft cannot be read.");
        return (stored.By, stored.At, ModelJson.ReadDefinition(stored.Definition).Value ?? throw new InvalidOperationException("A kept draft cannot be read."));
    }

    private sealed record Stored(string By, DateTimeOffset At, string Definition);
}
