using HealthScore.Domain.Metrics;
using HealthScore.Domain.Metrics.Calculated;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Metrics;

/// <summary>
/// Retires a metric: nothing new may use it. What used it keeps its history, and its readings stay and still come in, so that it can be
/// revived without a gap. Refused while a published model, a segment, a journey's rule or a calculated metric needs it.
/// </summary>
public sealed class RetireMetric(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <param name="actor">Who retires it.</param>
    /// <param name="key">Its key.</param>
    /// <param name="revision">The revision that was looked at.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<Result<int>> RunAsync(Actor actor, string key, int revision, CancellationToken ct)
    {
        if (MetricRights.Refuse(actor, "retire a metric") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await MetricSql.LockAsync(db, ct);
        var catalogue = await db.Metrics.ToDictionaryAsync(m => m.Key, ct);
        if (!catalogue.TryGetValue(key, out var metric)) return Error.NotFound("metric");
        if (metric.Revision != revision) return metric.Overtaken(clock);
        if (metric.RetiredOn is not null) return metric.Revision;
        if (await NeededAsync(db, metric, catalogue, ct) is { } needed) return needed;
        metric.RetiredOn = clock.Today;
        metric.Changed(actor, clock);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return metric.Revision;
    }

    private async Task<Error?> NeededAsync(HealthScoreDb db, Metric metric, Dictionary<string, Metric> catalogue, CancellationToken ct)
    {
        var models = (await db.MetricUsesAsync(catalogue, clock.Today, ct))[metric.Key].Where(u => u.IsPublished).Select(u => u.Model).Distinct().ToList();
        if (models.Count > 0)
            return new("metric_in_use", $"{metric.Name} is used by {List(models)}, which {(models.Count == 1 ? "scores" : "score")} accounts. Take the measure out there and publish, then retire it.");
        var segments = await db.SegmentsByAsync(metric.Key, catalogue, ct);
        if (segments.Count > 0)
            return new("metric_in_use", $"{(segments.Count == 1 ? "The segment" : "The segments")} {List(segments)} {(segments.Count == 1 ? "is" : "are")} told by {metric.Name}. Change the conditions there, then retire it.");
        var rules = await db.RulesByAsync(metric.Key, catalogue, ct);
        if (rules.Count > 0)
            return new("metric_in_use", $"{(rules.Count == 1 ? "The rule" : "The rules")} of {List(rules)} {(rules.Count == 1 ? "asks" : "ask")} for {metric.Name}. Change {(rules.Count == 1 ? "it" : "them")} in the journeys, then retire it.");
        var calculated = catalogue.Values.Where(m => m.RetiredOn is null && CheckedExpression.MetricsOf(m).Contains(metric.Key)).Select(m => m.Name).ToList();
        return calculated.Count == 0 ? null : new("metric_in_use", $"{List(calculated)} {(calculated.Count == 1 ? "is" : "are")} calculated from {metric.Name}. Change or retire that first.");
    }

    private static string List(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
