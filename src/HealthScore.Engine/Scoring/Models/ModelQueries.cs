using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Reads shared by the queries and commands of this folder.</summary>
internal static class ModelQueries
{
    /// <summary>Models without their definitions, the versions as of a day.</summary>
    public static IQueryable<ModelSummary> Summaries(this HealthScoreDb db, IQueryable<ScoringModel> models, DateOnly day) =>
        from m in models
        let version = m.Versions.Where(v => v.Published <= day).OrderByDescending(v => v.Published).ThenByDescending(v => v.Number)
            .Select(v => new { v.Number, v.Published, v.Ends }).FirstOrDefault()
        select new ModelSummary(
            m.Id, m.Name, m.Kind,
            new ModelScope(m.SegmentId, db.Segments.Where(s => s.Id == m.SegmentId).Select(s => s.Name).FirstOrDefault(), m.StageId, db.Stages.Where(s => s.Id == m.StageId).Select(s => s.Name).FirstOrDefault()),
            version == null || version.Ends ? null : version.Number, version == null || version.Ends ? null : version.Published, m.Draft != null, m.DraftBy, m.DraftAt,
            version == null ? 0 : version.Number, version == null || !version.Ends ? null : version.Published);

    /// <summary>What the model says now, drafts aside; null: nothing was published yet.</summary>
    public static Task<ModelDefinition?> LatestAsync(this HealthScoreDb db, int modelId, CancellationToken ct) =>
        db.ScoringModelVersions.AsNoTracking().Where(v => v.ModelId == modelId).OrderByDescending(v => v.Number).Select(v => v.Definition).FirstOrDefaultAsync(ct);

    /// <summary>What the preview of the model's draft came to; null: nobody looked, or the draft or the day is another one since.</summary>
    public static async Task<PreviewSummary?> PreviewAsync(this HealthScoreDb db, ScoringModel model, OrganisationClock clock, CancellationToken ct) =>
        model is { Draft: not null, DraftPreview: { } seen } && seen.Revision == model.DraftRevision && seen.Day == (await db.ScoringRuns.LastFinalDayAsync(ct) ?? clock.Yesterday) ? seen : null;

    /// <summary>The catalogue, by key.</summary>
    public static Task<Dictionary<string, Metric>> CatalogueAsync(this HealthScoreDb db, CancellationToken ct) =>
        db.Metrics.AsNoTracking().ToDictionaryAsync(m => m.Key, ct);

    /// <summary>The segments in their order.</summary>
    public static Task<List<ScopeName>> SegmentNamesAsync(this HealthScoreDb db, CancellationToken ct) =>
        db.Segments.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new ScopeName(s.Id, s.Name)).ToListAsync(ct);

    /// <summary>The stages in their order.</summary>
    public static Task<List<ScopeName>> StageNamesAsync(this HealthScoreDb db, CancellationToken ct) =>
        db.StagesInOrder().Select(s => new ScopeName(s.Id, s.Name)).ToListAsync(ct);
}
