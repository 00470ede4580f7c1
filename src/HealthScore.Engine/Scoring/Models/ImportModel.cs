using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Takes models from a file, all of them or none: as drafts, or published at once.</summary>
public sealed class ImportModel(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <summary>What became of each model, in the file's order. Errors name the place in the file.</summary>
    public async Task<Result<IReadOnlyList<ImportedModel>>> RunAsync(Actor actor, TextReader file, ModelImportOptions options, CancellationToken ct)
    {
        if (ModelRights.Refuse(actor) is { } refusal) return refusal;
        var read = ModelFile.Read(await file.ReadToEndAsync(ct));
        if (!read.IsOk) return Result<IReadOnlyList<ImportedModel>>.Fail(read.Errors);

        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginPublishingAsync(ct);
        var plan = await PlanAsync(db, read.Value, options, ct);
        if (!plan.IsOk) return Result<IReadOnlyList<ImportedModel>>.Fail(plan.Errors);
        if (options.Seen is { } seen && !plan.Value.Select(p => p.Was).SequenceEqual(seen)) return Changed;
        if (!options.DryRun)
        {
            var errors = await ApplyAsync(db, plan.Value, actor, options, ct);
            if (errors.Count > 0) return Result<IReadOnlyList<ImportedModel>>.Fail(errors);
            if (!await db.TrySaveAsync(ct)) return Changed;
            await db.MarkAsync([.. plan.Value.Where(p => p.Published is not null).Select(p => p.Model!)], clock, ct);
            await transaction.CommitAsync(ct);
        }

        return Result<IReadOnlyList<ImportedModel>>.Ok([.. plan.Value.Select(p => p.Outcome(options))]);
    }

    private static Error Changed => new("models_changed", "Someone changed one of these models since you looked. Nothing was imported; look at them again, then import.");

    private static async Task<Result<List<PlannedImport>>> PlanAsync(HealthScoreDb db, IReadOnlyList<ModelDocument> documents, ModelImportOptions options, CancellationToken ct)
    {
        var (segments, stages, catalogue) = (await db.SegmentNamesAsync(ct), await db.StageNamesAsync(ct), await db.CatalogueAsync(ct));
        List<PlannedImport> plan = [];
        List<Error> errors = [];
        foreach (var (index, document) in documents.Index())
        {
            List<Error> own = [];
            var scope = new ModelScope(Find(segments, document.Segment, "segment", own), document.Segment, Find(stages, document.Stage, "stage", own), document.Stage);
            own.AddRange(ModelValidator.Check(document.Definition, catalogue));
            if (!string.IsNullOrWhiteSpace(document.Name) && CreateModel.NameProblem(document.Name) is { } problem) own.Add(problem with { Field = "name" });
            if (plan.Exists(p => p.Document.Kind == document.Kind && p.Scope == scope)) own.Add(new("scope_twice", $"The file has two models for {scope.Words}. Keep one of them.", "segment"));
            if (own.Count == 0)
            {
                var planned = await CompareAsync(db, document, scope, catalogue, ct);
                if (planned.HasOtherDraft && options is { PublishReason: null, ReplaceDrafts: false })
                    own.Add(new("draft_exists", $"{planned.Model!.Name} has a draft by {planned.Model.DraftBy} that says something else. Publish or discard it first, or ask for it to be replaced."));
                if (planned.Ended is { } ended && options is { PublishReason: not null, Revives: false })
                    own.Add(new("model_ended", $"{planned.Model!.Name} was ended on {Days.Day(ended, CultureInfo.CurrentCulture)}, and publishing would take that back. Ask for it to be revived, or leave it out of the file."));
                plan.Add(planned);
            }

            errors.AddRange(own.Select(e => ModelFile.At(e, documents.Count == 1 ? "" : $"[{index}].")));
        }

        return errors.Count > 0 ? Result<List<PlannedImport>>.Fail(errors) : plan;
    }

    private static int? Find(List<ScopeName> known, string? name, string what, List<Error> errors)
    {
        if (name is null) return null;
        var found = known.Find(k => k.Name == name);
        if (found is null) errors.Add(new($"{what}_unknown", $"There is no {what} called {name}. Known are: {string.Join(", ", known.Select(k => k.Name))}. Mend the name, or add the {what} first.", what));
        return found?.Id;
    }

    private static async Task<PlannedImport> CompareAsync(HealthScoreDb db, ModelDocument document, ModelScope scope, Dictionary<string, Metric> catalogue, CancellationToken ct)
    {
        var model = await db.ScoringModels.SingleOrDefaultAsync(m => m.Kind == document.Kind && m.SegmentId == scope.SegmentId && m.StageId == scope.StageId, ct);
        var latest = model is null ? null : await db.ScoringModelVersions.AsNoTracking().Where(v => v.ModelId == model.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        return new(document, scope, model, latest, catalogue);
    }

    private async Task<List<Error>> ApplyAsync(HealthScoreDb db, List<PlannedImport> plan, Actor actor, ModelImportOptions options, CancellationToken ct)
    {
        List<Error> errors = [];
        foreach (var import in plan.Where(p => p.Renames)) import.Model!.Name = import.Name;
        foreach (var (index, import) in plan.Index().Where(p => p.Item.Outcome(options).Outcome != ModelImportOutcome.Unchanged))
        {
            if (import.Model is null)
            {
                import.Model = new(import.Document.Kind, import.Scope.SegmentId, import.Scope.StageId, import.Name);
                db.ScoringModels.Add(import.Model);
            }

            if (options.PublishReason is not { } reason)
            {
                if (import.HasOtherDraft) await KeptDrafts.KeepAsync(db, import.Model, actor, clock, ct);
                import.Model.SaveDraft(import.Document.Definition, actor, clock.Now);
                continue;
            }

            var next = await db.NextVersionAsync(import.Model, import.Document.Definition, actor, new(reason, options.ExpectedEffect), clock, ct, import.Document.Published, options.Previews?.GetValueOrDefault(index), isWritten: true);
            import.Published = next.Value;
            errors.AddRange(next.Errors);
        }

        return errors;
    }
}
