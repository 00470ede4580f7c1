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
/// <param name="Name">A model's name.</param>
public sealed record ModelSelection(int? ModelId = null, ScoreKind? Kind = null, string? Segment = null, string? Stage = null, bool Drafts = false, int? Version = null, string? Name = null);

/// <summary>Writes models as code: one as a JSON object, several as a list of them.</summary>
public sealed class ExportModel(IDbContextFactory<HealthScoreDb> factory)
{
    /// <summary>The number of models written.</summary>
    public async Task<Result<int>> RunAsync(Actor actor, ModelSelection selection, TextWriter writer, CancellationToken ct)
    {
        if (!actor.May(Permission.Export)) return Error.Forbidden("export models");
        await using var db = await factory.CreateDbContextAsync(ct);
        var found = await FindAsync(db, selection, ct);
        if (found.Count == 0) return new Error("nothing_to_export", "There is no such model. Choose another name, kind, segment or stage.");
        if (selection.Version is { } number && Refuse(number, selection, found) is { } problem) return problem;
        var documents = Documents(found, selection);
        if (documents.Count == 0)
            return new Error("nothing_to_export", selection.Drafts ? "No such model has a draft. Export its latest version instead." : "No such model scores anything. Export its draft or one of its versions instead, or choose another one.");
        await writer.WriteAsync((documents.Count == 1 ? ModelJson.Write(documents[0]) : $"[\n{string.Join(",\n", documents.Select(ModelJson.Write))}\n]").AsMemory(), ct);
        await writer.WriteAsync("\n".AsMemory(), ct);
        return documents.Count;
    }

    // A version belongs to one model: which one must be plain.
    private static Error? Refuse(int number, ModelSelection wish, List<Found> found) => (wish.Drafts, found) switch
    {
        (true, _) => new("version_of_draft", "A draft has no version yet. Ask for the drafts or for a version."),
        (_, { Count: > 1 }) => new("version_of_many", $"{found.Count} models are meant: {string.Join("; ", found.Select(f => f.Model.Name))}. Say which one by name, kind, segment and stage to have its version {number}."),
        (_, [{ Chosen: null, Last: null } one]) => new("nothing_to_export", $"{one.Model.Name} has not been published. Export its draft instead."),
        (_, [{ Chosen: null } one]) => new("version_unknown", $"{one.Model.Name} has no version {number}; its latest is {one.Last}."),
        (_, [{ Chosen.Ends: true } one]) => new("version_ends", $"Version {number} ended {one.Model.Name}, so there is nothing in it. Choose the one before it."),
        _ => null,
    };

    private static Task<List<Found>> FindAsync(HealthScoreDb db, ModelSelection wish, CancellationToken ct)
    {
        var name = wish.Name?.Trim();
        return (from m in db.ScoringModels.AsNoTracking()
                where (wish.ModelId == null || m.Id == wish.ModelId) && (wish.Kind == null || m.Kind == wish.Kind) && (name == null || m.Name == name)
                let segment = db.Segments.FirstOrDefault(s => s.Id == m.SegmentId)
                let stage = db.Stages.FirstOrDefault(s => s.Id == m.StageId)
                where (wish.Segment == null || segment!.Name == wish.Segment) && (wish.Stage == null || stage!.Name == wish.Stage)
                orderby m.Kind, segment == null ? -1 : segment.Position, stage == null ? -1 : stage.Position, m.Id
                select new Found(
                    m, segment == null ? null : segment.Name, stage == null ? null : stage.Name,
                    m.Versions.Where(v => wish.Version == null || v.Number == wish.Version).OrderByDescending(v => v.Number).FirstOrDefault(), m.Versions.Max(v => (int?)v.Number))).ToListAsync(ct);
    }

    private static List<ModelDocument> Documents(List<Found> found, ModelSelection wish) =>
    [
        .. from one in found
           let definition = wish.Drafts ? one.Model.Draft : one.Chosen is { Ends: false } version ? version.Definition : null
           where definition is not null
           select new ModelDocument(one.Model.Kind, one.Segment, one.Stage, definition, wish.Drafts ? null : one.Chosen!.Number, wish.Drafts ? null : one.Chosen!.Published, one.Model.Name),
    ];

    private sealed record Found(ScoringModel Model, string? Segment, string? Stage, ScoringModelVersion? Chosen, int? Last);
}
