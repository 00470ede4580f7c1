using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>One published version: who changed what, when and why.</summary>
/// <param name="Published">The first day it scores.</param>
/// <param name="Expected">What it should bring about; may be empty.</param>
/// <param name="Preview">What the preview came to before it was published; null: nobody looked.</param>
/// <param name="Changes">Against the version before it; none for the first.</param>
/// <param name="Ends">True: from then on the model scored nothing.</param>
public sealed record ModelHistoryEntry(
    int VersionId, int Number, DateOnly Published, DateTimeOffset PublishedAt, string By, string Reason, string Expected, PreviewSummary? Preview, ModelDefinition Definition, IReadOnlyList<ModelChange> Changes, bool Ends);

/// <summary>The versions of a model, the newest first.</summary>
public sealed class ModelHistory(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Result<IReadOnlyList<ModelHistoryEntry>>> RunAsync(Actor actor, int modelId, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the models");
        await using var db = await factory.CreateDbContextAsync(ct);
        var model = await db.ScoringModels.AsNoTracking().Where(m => m.Id == modelId).Select(m => new { m.Kind }).SingleOrDefaultAsync(ct);
        if (model is null) return Error.NotFound("model");
        var versions = await db.ScoringModelVersions.AsNoTracking().Where(v => v.ModelId == modelId).OrderByDescending(v => v.Number).ToListAsync(ct);
        var catalogue = await db.CatalogueAsync(ct);
        return Result<IReadOnlyList<ModelHistoryEntry>>.Ok(versions.ConvertAll(v => Entry(v, versions.Find(p => p.Number < v.Number), model.Kind, catalogue)).ConvertAll(e => actor.Scope is null ? e : e with { Preview = null }));
    }

    private static ModelHistoryEntry Entry(ScoringModelVersion version, ScoringModelVersion? before, ScoreKind kind, IReadOnlyDictionary<string, Metric> catalogue) =>
        new(version.Id, version.Number, version.Published, version.PublishedAt, version.PublishedBy, version.Reason, version.ExpectedEffect, version.Preview, version.Definition,
            before is null ? [] : ModelDifference.Between(before.Definition, version.Definition, kind, catalogue), version.Ends);
}
