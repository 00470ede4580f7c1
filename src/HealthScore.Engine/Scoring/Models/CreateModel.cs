using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Templates;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>What the new model is for and what it starts from.</summary>
/// <param name="SegmentId">Null: any.</param>
/// <param name="StageId">Null: any.</param>
/// <param name="CopyOf">A model of the same kind to start from; null: a template or the starter definition.</param>
/// <param name="Template">The template to start from; null: the starter definition.</param>
/// <param name="Metrics">The company's metrics by the template's keys; measures without one are left out.</param>
public sealed record NewModel(ScoreKind Kind, int? SegmentId, int? StageId, string Name, int? CopyOf = null, string? Template = null, IReadOnlyDictionary<string, string?>? Metrics = null);

/// <summary>Makes a model with a draft; it scores nothing until it is published.</summary>
public sealed class CreateModel(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    private const int LongestName = 100;

    /// <summary>The new model's id.</summary>
    public async Task<Result<int>> RunAsync(Actor actor, NewModel wish, CancellationToken ct)
    {
        if (ModelRights.Refuse(actor, "make a model") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var errors = await CheckAsync(db, wish, ct);
        if (errors.Count > 0) return Result<int>.Fail(errors);
        var start = wish switch
        {
            { CopyOf: { } source } => await CopyAsync(db, wish.Kind, source, ct),
            { Template: { } template } => FillTemplate.Run(template, wish.Kind, wish.Metrics ?? new Dictionary<string, string?>(), await db.CatalogueAsync(ct)),
            _ => StarterDefinition.For(wish.Kind, await db.Metrics.AsNoTracking().OrderBy(m => m.Id).ToListAsync(ct)),
        };
        if (!start.IsOk) return Result<int>.Fail(start.Errors);

        var model = new ScoringModel(wish.Kind, wish.SegmentId, wish.StageId, wish.Name.Trim());
        model.SaveDraft(start.Value, actor, clock.Now);
        db.ScoringModels.Add(model);
        return await db.TrySaveAsync(ct) ? model.Id : Taken(wish.Kind, "for this scope");
    }

    /// <summary>What is wrong with a model's name; null: nothing.</summary>
    internal static Error? NameProblem(string name) =>
        string.IsNullOrWhiteSpace(name) ? new("name_missing", "Give the model a name, such as its segment and stage.", nameof(NewModel.Name))
        : name.Trim().Length > LongestName ? new("name_too_long", $"The name has {name.Trim().Length} characters; shorten it to {LongestName}.", nameof(NewModel.Name))
        : null;

    private async Task<List<Error>> CheckAsync(HealthScoreDb db, NewModel wish, CancellationToken ct)
    {
        List<Error> errors = [];
        if (NameProblem(wish.Name) is { } problem) errors.Add(problem);
        if (!Enum.IsDefined(wish.Kind)) errors.Add(new("kind_unknown", "Choose health, risk or expansion.", nameof(NewModel.Kind)));
        if (wish.SegmentId is { } segment && !await db.Segments.AnyAsync(s => s.Id == segment, ct)) errors.Add(Error.NotFound("segment") with { Field = nameof(NewModel.SegmentId) });
        if (wish.StageId is { } stage && !await db.Stages.AnyAsync(s => s.Id == stage, ct)) errors.Add(Error.NotFound("stage") with { Field = nameof(NewModel.StageId) });
        var taken = await db.Summaries(db.ScoringModels.Where(m => m.Kind == wish.Kind && m.SegmentId == wish.SegmentId && m.StageId == wish.StageId), clock.Today).SingleOrDefaultAsync(ct);
        if (taken is { Ended: { } ended }) errors.Add(Taken(wish.Kind, $"for {taken.Scope.Words}: {taken.Name}, which was ended on {Days.Day(ended, CultureInfo.CurrentCulture)}", "Publish its draft or one of its versions anew"));
        else if (taken is not null) errors.Add(Taken(wish.Kind, $"for {taken.Scope.Words}: {taken.Name}"));
        return errors;
    }

    private static async Task<Result<ModelDefinition>> CopyAsync(HealthScoreDb db, ScoreKind kind, int sourceId, CancellationToken ct)
    {
        var source = await db.ScoringModels.AsNoTracking().SingleOrDefaultAsync(m => m.Id == sourceId, ct);
        if (source is null) return Error.NotFound("model") with { Field = nameof(NewModel.CopyOf) };
        if (source.Kind != kind) return new Error("kind_differs", $"{source.Name} is a model of another kind; its curves and thresholds would mean something else. Copy one of the same kind.", nameof(NewModel.CopyOf));
        return (await db.LatestAsync(sourceId, ct) ?? source.Draft)!;
    }

    private static Error Taken(ScoreKind kind, string which, string instead = "Change that one") =>
        new("scope_taken", $"There is already a model for {kind.ToString().ToLowerInvariant()} {which}. {instead}, or choose another segment or stage.", nameof(NewModel.SegmentId));
}
