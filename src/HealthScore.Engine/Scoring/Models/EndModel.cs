using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Accounts that another model scores once one has ended.</summary>
/// <param name="ModelId">That model; null: none, they get no score of this kind.</param>
/// <param name="Model">Its name; null: none.</param>
/// <param name="Accounts">How many.</param>
public sealed record EndHeir(int? ModelId, string? Model, int Accounts);

/// <summary>
/// Takes a model out of use: from today on it scores nothing, and its accounts fall through to the model of a broader scope. The end is
/// a version of its own, so that it has a reason, stands in the history and is taken back like any other.
/// </summary>
public sealed class EndModel(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <summary>Who would score the accounts that the model scores today, those with the most accounts first.</summary>
    public async Task<Result<IReadOnlyList<EndHeir>>> LookAsync(Actor actor, int modelId, CancellationToken ct)
    {
        if (ModelRights.Refuse(actor, "end a model") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var models = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).ToListAsync(ct);
        if (models.Find(m => m.Id == modelId) is not { } model) return Error.NotFound("model");
        var (now, then) = (new ModelChooser(models), new ModelChooser(models.Where(m => m.Id != modelId)));
        var scopes = await db.CurrentAccounts.Where(a => a.Active).GroupBy(a => new { a.SegmentId, a.StageId }).Select(g => new { g.Key.SegmentId, g.Key.StageId, Accounts = g.Count() }).ToListAsync(ct);
        var heirs = scopes.Where(s => now.Choose(model.Kind, s.SegmentId, s.StageId, clock.Today)?.ModelId == modelId)
            .GroupBy(s => then.Choose(model.Kind, s.SegmentId, s.StageId, clock.Today)?.ModelId, s => s.Accounts)
            .Select(g => new EndHeir(g.Key, models.Find(m => m.Id == g.Key)?.Name, g.Sum()));
        return Result<IReadOnlyList<EndHeir>>.Ok([.. heirs.OrderByDescending(h => h.Accounts).ThenBy(h => h.ModelId)]);
    }

    /// <param name="actor">Who ends it.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="last">Its latest version when this was looked at.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<Result<PublishedVersion>> RunAsync(Actor actor, int modelId, int last, string reason, CancellationToken ct)
    {
        if (ModelRights.Refuse(actor, "end a model") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginPublishingAsync(ct);
        var model = await db.ScoringModels.SingleOrDefaultAsync(m => m.Id == modelId, ct);
        if (model is null) return Error.NotFound("model");
        var latest = await db.ScoringModelVersions.AsNoTracking().Where(v => v.ModelId == modelId).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        if (latest is not { Ends: false }) return new Error("scores_nothing", "It scores nothing, so there is nothing to end.");
        if (await db.OvertakenSinceAsync(modelId, last, "Look at it before you end the model.", ct) is { } overtaken) return overtaken;
        var next = await db.NextVersionAsync(model, latest.Definition, actor, new(reason), clock, ct, ends: true);
        if (!next.IsOk) return Result<PublishedVersion>.Fail(next.Errors);
        if (!await db.TrySaveAsync(ct)) return await db.OvertakenAsync(modelId, clock, ct);
        var marked = await db.MarkAsync([model], clock, ct);
        await transaction.CommitAsync(ct);
        return new PublishedVersion(next.Value.Id, next.Value.Number, next.Value.Published, marked);
    }
}
