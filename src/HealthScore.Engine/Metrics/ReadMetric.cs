using HealthScore.Domain.Metrics;
using HealthScore.Domain.Metrics.Calculated;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Metrics;

/// <summary>All that is said about a metric.</summary>
/// <param name="Uses">The models that need it.</param>
/// <param name="Segments">The segments that are told apart by it.</param>
/// <param name="Rules">The stages and milestones whose rules ask for it.</param>
/// <param name="From">What it is calculated from, directly.</param>
/// <param name="For">The metrics that are calculated from it, directly.</param>
/// <param name="Catalogue">All metrics by key.</param>
/// <param name="Changes">When it was made to measure otherwise, the newest first.</param>
public sealed record MetricView(
    Metric Metric, MetricFreshness Freshness, IReadOnlyList<MetricUse> Uses, IReadOnlyList<string> Segments, IReadOnlyList<string> Rules, IReadOnlyList<Metric> From, IReadOnlyList<Metric> For,
    IReadOnlyDictionary<string, Metric> Catalogue, IReadOnlyList<MetricChange> Changes);

/// <summary>Reads one metric.</summary>
public sealed class ReadMetric(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<MetricView>> RunAsync(Actor actor, string key, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the metrics");
        await using var db = await factory.CreateDbContextAsync(ct);
        var metrics = await db.Metrics.AsNoTracking().OrderBy(m => m.Name).ToListAsync(ct);
        var catalogue = metrics.ToDictionary(m => m.Key);
        if (!catalogue.TryGetValue(key, out var metric)) return Error.NotFound("metric");
        var freshness = await ReadFreshness.OfAsync(db, metrics, clock.Today, ct);
        var uses = await db.MetricUsesAsync(catalogue, clock.Today, ct);
        return new MetricView(
            metric, freshness[key], [.. uses[key]], await db.SegmentsByAsync(key, catalogue, ct), await db.RulesByAsync(key, catalogue, ct), [.. CheckedExpression.MetricsOf(metric).Select(k => catalogue[k])],
            [.. metrics.Where(m => CheckedExpression.MetricsOf(m).Contains(key))], catalogue, await db.ChangesOfAsync(metric, ct));
    }

    /// <summary>The catalogue by key, for who writes an expression.</summary>
    public async Task<Result<IReadOnlyDictionary<string, Metric>>> CatalogueAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the metrics");
        await using var db = await factory.CreateDbContextAsync(ct);
        return Result<IReadOnlyDictionary<string, Metric>>.Ok(await db.Metrics.AsNoTracking().ToDictionaryAsync(m => m.Key, ct));
    }
}
