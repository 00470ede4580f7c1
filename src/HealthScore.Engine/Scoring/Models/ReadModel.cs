using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>A model to look at or to work on.</summary>
/// <param name="Definition">The draft, or what the latest version says when there is none.</param>
/// <param name="DraftRevision">To be handed back when the draft is saved, published or discarded.</param>
/// <param name="Latest">What the latest version says; null: nothing was published yet.</param>
/// <param name="Catalogue">The metrics by key.</param>
/// <param name="Preview">What the preview of the draft as it stands came to; null: nobody has looked at it.</param>
public sealed record ModelView(
    ModelSummary Model, ModelDefinition Definition, int DraftRevision, ModelDefinition? Latest, IReadOnlyDictionary<string, Metric> Catalogue, PreviewSummary? Preview = null)
{
    /// <summary>The types of risk events that were recorded or that a rule of a model asks for, to choose from.</summary>
    public IReadOnlyList<string> RiskTypes { get; init; } = [];

    /// <summary>What publishing this definition would change.</summary>
    public IReadOnlyList<ModelChange> ChangesOf(ModelDefinition definition) =>
        Latest is null ? [] : ModelDifference.Between(Latest, definition, Model.Kind, Catalogue);
}

/// <summary>Reads one model with its draft.</summary>
public sealed class ReadModel(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<ModelView>> RunAsync(Actor actor, int modelId, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the models");
        await using var db = await factory.CreateDbContextAsync(ct);
        var model = await db.ScoringModels.AsNoTracking().SingleOrDefaultAsync(m => m.Id == modelId, ct);
        if (model is null) return Error.NotFound("model");
        var summary = await db.Summaries(db.ScoringModels.Where(m => m.Id == modelId), clock.Today).SingleAsync(ct);
        var latest = await db.LatestAsync(modelId, ct);
        var definition = model.Draft ?? latest ?? throw new InvalidOperationException($"Model {modelId} has neither a draft nor a version.");
        // It counts everybody's accounts.
        var preview = actor.Scope is null ? await db.PreviewAsync(model, clock, ct) : null;
        return new ModelView(summary, definition, model.DraftRevision, latest, await db.CatalogueAsync(ct), preview) { RiskTypes = await RiskTypesAsync(db, actor, ct) };
    }

    private static async Task<IReadOnlyList<string>> RiskTypesAsync(HealthScoreDb db, Actor actor, CancellationToken ct)
    {
        // People write them, so that they may name what is known of an account.
        var seen = db.CurrentAccounts.SeenBy(actor);
        var recorded = await (actor.Scope is null ? db.RiskEvents : db.RiskEvents.Where(e => seen.Any(a => a.AccountId == e.AccountId))).Select(e => e.Type).Distinct().ToListAsync(ct);
        var latest = db.ScoringModelVersions.AsNoTracking().Where(v => !v.Ends && !db.ScoringModelVersions.Any(later => later.ModelId == v.ModelId && later.Number > v.Number));
        var ruled = (await latest.Select(v => v.Definition).ToListAsync(ct)).SelectMany(d => d.Rules).Select(r => r.RiskEvent).OfType<string>();
        return [.. recorded.Concat(ruled).Distinct().Order(StringComparer.Ordinal)];
    }
}
