using System.Collections.Concurrent;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>
/// Scores all accounts that a draft would score, on the data of the last day scored for good, and puts that beside what was
/// published. No score is stored; of a draft's preview its summary is noted, so that it can go with the version.
/// </summary>
public sealed class PreviewModel(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, OrganisationClock clock)
{
    private const int NoDraft = 0;

    /// <summary>Looks at a model's draft as it is stored.</summary>
    public async Task<Result<ModelPreview>> OfDraftAsync(Actor actor, int modelId, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        if (Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var model = await db.ScoringModels.AsNoTracking().SingleOrDefaultAsync(m => m.Id == modelId, ct);
        if (model is null) return Error.NotFound("model");
        if (model.Draft is not { } draft) return new Error("no_draft", "There is no draft to look at. Change something and save it first.");
        var last = await db.ScoringModelVersions.Where(v => v.ModelId == modelId).MaxAsync(v => (int?)v.Number, ct) ?? 0;
        var metrics = await db.ConfigurationChanges.Where(c => c.Thing == ChangedThing.Metric).MaxAsync(c => (long?)c.Id, ct) ?? 0;
        var preview = await LookAsync(actor, new(model.Kind, model.SegmentId, model.StageId, draft), model.DraftRevision, progress, ct);
        if (preview.Value is { } seen && actor.Scope is null)
        {
            // Not when somebody published or changed a metric meanwhile: it was compared with what scored before, or measured by what the metric said.
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await MetricSql.LockAsync(db, ct);
            await db.ScoringModels
                .Where(m => m.Id == modelId && m.DraftRevision == model.DraftRevision && !m.Versions.Any(v => v.Number > last))
                .Where(_ => !db.ConfigurationChanges.Any(c => c.Thing == ChangedThing.Metric && c.Id > metrics))
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.DraftPreview, seen.Summary), ct);
            await transaction.CommitAsync(ct);
        }

        return preview;
    }

    /// <summary>Looks at what a published model would score if a metric were changed.</summary>
    public async Task<Result<ModelPreview>> OfMetricAsync(Actor actor, int modelId, Metric changed, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        if (Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var model = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).SingleOrDefaultAsync(m => m.Id == modelId, ct);
        if (model?.Versions.MaxBy(v => v.Number) is not { } latest) return Error.NotFound("model");
        return await LookAsync(actor, new(model.Kind, model.SegmentId, model.StageId, latest.Definition), NoDraft, progress, ct, changed, latest.Id);
    }

    /// <summary>Looks at a definition that is stored nowhere yet.</summary>
    public Task<Result<ModelPreview>> RunAsync(Actor actor, PreviewSubject subject, IProgress<AccountsDone>? progress, CancellationToken ct) => LookAsync(actor, subject, NoDraft, progress, ct);

    private static Error? Refuse(Actor actor) => actor.May(Permission.EditModels) ? null : Error.Forbidden("preview a model");

    private async Task<Result<ModelPreview>> LookAsync(Actor actor, PreviewSubject subject, int revision, IProgress<AccountsDone>? progress, CancellationToken ct, Metric? changed = null, int? going = null)
    {
        if (Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var settings = await ScoringSettings.LoadAsync(db, ct, changed);
        if (ModelValidator.Check(subject.Definition, settings.Metrics) is { Count: > 0 } errors) return Result<ModelPreview>.Fail(errors);
        var scored = await db.ScoringRuns.LastFinalDayAsync(ct);
        var day = scored ?? clock.Yesterday;
        var pass = new DraftPass(source, readings, settings, subject, [day], [clock.Today], clock.Today, going);
        var effects = new ConcurrentDictionary<int, ModelEffect>();
        var ranges = await pass.RunAsync(
            await db.SeenAccountsAsync(actor, ct), async (_, ids, stop) => (Published: await PublishedAsync(settings, subject.Kind, day, ids, stop), Accounts: new List<PreviewedAccount>(ids.Length)),
            (range, account, measured, result) =>
            {
                var before = range.Published.GetValueOrDefault(account.Id);
                var effect = before is null ? null : effects.GetOrAdd(before.Row.VersionId, id => new(settings.Version(id).Definition, subject.Definition));
                range.Accounts.Add(PublishedScore.Beside(before, effect, account, measured, result));
            }, progress, ct);
        var thresholds = effects.Keys.ToDictionary(id => id, id => settings.Version(id).Definition.Bands ?? BandThresholds.Default(subject.Kind));
        return new ModelPreview(subject, revision, day, scored is not null, pass.Elsewhere, [.. ranges.SelectMany(r => r.Accounts)], effects, thresholds, settings.Metrics);
    }

    private async Task<Dictionary<long, PublishedScore>> PublishedAsync(ScoringSettings settings, ScoreKind kind, DateOnly day, long[] ids, CancellationToken ct)
    {
        if (ids.Length == 0) return [];
        await using var db = await factory.CreateDbContextAsync(ct);
        // By their ids: those of a segment may lie anywhere among all others.
        return await db.Scores.AsNoTracking().Where(s => s.Day == day && s.Kind == kind && ids.Contains(s.AccountId) && !s.Provisional)
            .AsAsyncEnumerable().ToDictionaryAsync(s => s.AccountId, s => new PublishedScore(s, settings), cancellationToken: ct);
    }
}
