using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Marks;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Metrics;

/// <summary>Makes a metric or changes what is said about it, unless someone else did since it was read (<c>metric_overtaken</c>).</summary>
public sealed class SaveMetric(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <param name="actor">Who saves.</param>
    /// <param name="input">What is to be said.</param>
    /// <param name="revision">The revision that was changed; null: a new metric.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The metric's revision.</returns>
    public async Task<Result<int>> RunAsync(Actor actor, MetricInput input, int? revision, CancellationToken ct)
    {
        if (MetricRights.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await MetricSql.LockAsync(db, ct);
        var catalogue = await db.Metrics.ToDictionaryAsync(m => m.Key, ct);
        var existing = revision is null ? null : catalogue.GetValueOrDefault(input.Key);
        if (revision is not null && existing is null) return Error.NotFound("metric");
        if (existing is not null && existing.Revision != revision) return existing.Overtaken(clock);
        input = input with { Expression = input.Expression?.Trim() };
        var (errors, kind) = MetricCheck.Of(input, existing, catalogue);
        if (errors.Count > 0) return Result<int>.Fail(errors);
        var measuresOtherwise = existing is not null && (existing.Expression != input.Expression || existing.Freshness != Freshness(input, kind));
        int[] models = measuresOtherwise ? [.. (await db.MetricUsesAsync(catalogue, clock.Today, ct))[input.Key].Where(u => u.IsPublished).Select(u => u.ModelId).Distinct()] : [];
        if (models.Length > 0 && string.IsNullOrWhiteSpace(input.Reason))
            return new Error("reason_missing", "Scores change by this. Say why: it stands in the history and on the trends of the accounts.", nameof(MetricInput.Reason));
        if (models.Length > 0 && input.Previewed is { } seen && (seen.Expression?.Trim() != input.Expression || seen.Freshness != input.Freshness))
            return new Error("preview_overtaken", "You changed how it is measured after you looked at what becomes of the scores. Look at that anew, then save.", nameof(MetricInput.Reason));

        var before = existing is null ? null : MetricContent.Of(existing);
        var metric = existing ?? db.Metrics.Add(new(input.Key, input.Name, kind)).Entity;
        Put(input, metric, kind);
        metric.Changed(actor, clock);
        if (measuresOtherwise) db.NoteChange(metric, before!, actor, input.Reason.Trim(), models, clock);
        // An import may just have made one of that key.
        if (!await db.TrySaveAsync(ct)) return new Error("key_taken", $"There is already a metric {input.Key}. Choose another key.", nameof(MetricInput.Key));
        // Previews of drafts were made by what it said before.
        if (measuresOtherwise) await db.ScoringModels.Where(m => m.DraftPreview != null).ExecuteUpdateAsync(m => m.SetProperty(x => x.DraftPreview, (PreviewSummary?)null), ct);
        if (models.Length > 0) await MarkSql.MarkAsync((NpgsqlConnection)db.Database.GetDbConnection(), [MarkSql.All], ct);
        await transaction.CommitAsync(ct);
        return metric.Revision;
    }

    private static int Freshness(MetricInput input, MetricKind kind) => input.Freshness ?? Metric.DefaultFreshness(kind);

    private static void Put(MetricInput input, Metric metric, MetricKind kind)
    {
        (metric.Name, metric.Unit, metric.Description, metric.Evidence, metric.Playbook) =
            (input.Name.Trim(), input.Unit.Trim(), input.Description.Trim(), input.Evidence.Trim(), input.Playbook.Trim());
        (metric.HigherIsBetter, metric.IsLeading, metric.IsInfluenceable) = (input.HigherIsBetter, input.IsLeading, input.IsInfluenceable);
        (metric.Freshness, metric.Expression) = (Freshness(input, kind), input.Expression);
    }
}
