using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Metrics;

/// <summary>Which metrics; null: whatever it is.</summary>
/// <param name="Search">A part of name, key or description.</param>
/// <param name="IsCalculated">Calculated, or brought in.</param>
/// <param name="IsUsed">Needed by a published model, or not.</param>
/// <param name="IsLate">Silent or stale, or not.</param>
/// <param name="IsRetired">Retired, or in use.</param>
public sealed record MetricFilter(
    string? Search = null, MetricKind? Kind = null, bool? IsCalculated = null, bool? IsLeading = null, bool? IsUsed = null, bool? IsLate = null, bool IsRetired = false);

/// <summary>A metric with its freshness and how many published models need it.</summary>
public sealed record MetricRow(Metric Metric, MetricFreshness Freshness, int Models);

/// <summary>The metrics asked for, how many there are with the others, and how many of these are retired.</summary>
public sealed record MetricList(IReadOnlyList<MetricRow> Rows, int All, int Retired);

/// <summary>The catalogue, by name.</summary>
public sealed class ListMetrics(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<MetricList>> RunAsync(Actor actor, MetricFilter filter, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the metrics");
        await using var db = await factory.CreateDbContextAsync(ct);
        var metrics = await db.Metrics.AsNoTracking().ToListAsync(ct);
        var freshness = await ReadFreshness.OfAsync(db, metrics, clock.Today, ct);
        var uses = await db.MetricUsesAsync(metrics.ToDictionary(m => m.Key), clock.Today, ct);
        var rows = metrics
            .Select(m => new MetricRow(m, freshness[m.Key], uses[m.Key].Where(u => u.IsPublished).DistinctBy(u => u.ModelId).Count()))
            .Where(row => Fits(row, filter))
            .OrderBy(row => row.Metric.Name, StringComparer.OrdinalIgnoreCase);
        return new MetricList([.. rows], metrics.Count, metrics.Count(m => m.RetiredOn is not null));
    }

    private static bool Fits(MetricRow row, MetricFilter filter) =>
        row.Metric.RetiredOn is not null == filter.IsRetired
        && (filter.Kind is null || row.Metric.Kind == filter.Kind)
        && (filter.IsCalculated is null || row.Metric.Expression is not null == filter.IsCalculated)
        && (filter.IsLeading is null || row.Metric.IsLeading == filter.IsLeading)
        && (filter.IsUsed is null || row.Models > 0 == filter.IsUsed)
        && (filter.IsLate is null || row.Freshness.IsLate == filter.IsLate)
        && (string.IsNullOrWhiteSpace(filter.Search) || new[] { row.Metric.Name, row.Metric.Key, row.Metric.Description }.Any(t => t.Contains(filter.Search.Trim(), StringComparison.OrdinalIgnoreCase)));
}
