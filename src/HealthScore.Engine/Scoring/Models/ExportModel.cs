using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Which models to export; null: all.</summary>
/// <param name="Segment">Name of a segment: the models for exactly this one.</param>
/// <param name="Stage">Name of a stage: the models for exactly this one.</param>
/// <param name="Drafts">True: the drafts in place of the latest versions.</param>
/// <param name="Version">Number of a version in place of the latest; of one model.</param>
public sealed record ModelSelection(int? ModelId = null, ScoreKind? Kind = null, string? Segment = null, string? Stage = null, bool Drafts = false, int? Version = null);

/// <summary>Writes models as code: one as a JSON object, several as a list of them.</summary>
public sealed class ExportModel(IDbContextFactory<HealthScoreDb> factory)
{
    /// <summary>The number of models written.</summary>
    public async Task<Result<int>> RunAsync(Actor actor, ModelSelection selection, TextWriter writer, CancellationToken ct)
    {
        if (!actor.May(Permission.Export)) return Error.Forbidden("export models");
        await using var db = await factory.CreateDbContextAsync(ct);
        var documents = await DocumentsAsync(db, selection, ct);
        if (documents.Count == 0)
            return new Error("nothing_to_export", selection.Drafts ? "No such model has a draft. Export its latest version instead." : "No such model has been published. Export its draft instead, or choose another one.");
        await writer.WriteAsync((documents.Count == 1 ? ModelJson.Write(documents[0]) : $"[\n{string.Join(",\n", documents.Select(ModelJson.Write))}\n]").AsMemory(), ct);
        await writer.WriteAsync("\n".AsMemory(), ct);
        return documents.Count;
    }

    private static async Task<List<ModelDocument>> DocumentsAsync(HealthScoreDb db, ModelSelection wish, CancellationToken ct)
    {
        var rows = await (from m in db.ScoringModels.AsNoTracking()
                          where (wish.ModelId == null || m.Id == wish.ModelId) && (wish.Kind == null || m.Kind == wish.Kind)
                          let segment = db.Segments.FirstOrDefault(s => s.Id == m.SegmentId)
                          let stage = db.Stages.FirstOrDefault(s => s.Id == m.StageId)
                          where (wish.Segment == null || segment!.Name == wish.Segment) && (wish.Stage == null || stage!.Name == wish.Stage)
                          orderby m.Kind, segment == null ? -1 : segment.Position, stage == null ? -1 : stage.Position, m.Id
                          select new
                          {
                              Model = m, Segment = segment == null ? null : segment.Name, Stage = stage == null ? null : stage.Name,
                              Latest = m.Versions.Where(v => wish.Version == null || v.Number == wish.Version).OrderByDescending(v => v.Number).FirstOrDefault(),
                          }).ToListAsync(ct);
        return
        [
            .. from row in rows
               let definition = wish.Drafts ? row.Model.Draft : row.Latest is { Ends: false } latest ? latest.Definition : null
               where definition is not null
               select new ModelDocument(row.Model.Kind, row.Segment, row.Stage, definition, wish.Drafts ? null : row.Latest!.Number, wish.Drafts ? null : row.Latest!.Published, row.Model.Name),
        ];
    }
}
