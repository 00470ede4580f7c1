using HealthScore.Domain.Metrics;
using HealthScore.Domain.Metrics.Calculated;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Metrics;

/// <summary>How fresh a metric's source is.</summary>
/// <param name="Key">The metric's key.</param>
/// <param name="Name">As shown.</param>
/// <param name="Kind">Count or gauge.</param>
/// <param name="Freshness">Days after which its source counts as silent (a count) or its readings as stale (a gauge).</param>
/// <param name="LastDay">The last day up to today with a reading of any account; null: there never was one.</param>
/// <param name="Accounts">How many accounts have a reading on that day.</param>
/// <param name="Age">Days since then.</param>
/// <param name="IsLate">True when the age has reached the freshness (a count: silent) or passed it (a gauge: stale), or there never was a reading.</param>
public sealed record MetricFreshness(string Key, string Name, MetricKind Kind, int Freshness, DateOnly? LastDay, long Accounts, int? Age, bool IsLate)
{
    /// <summary>The readings that came, changed or went after their day had been scored for good, the latest month first.</summary>
    public IReadOnlyList<LateReading> AfterScoring { get; init; } = [];
}

/// <summary>How fresh each metric is that is brought in and in use, the latest first.</summary>
public sealed class ReadFreshness(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<IReadOnlyList<MetricFreshness>>> RunAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the data");
        await using var db = await factory.CreateDbContextAsync(ct);
        var metrics = await db.Metrics.AsNoTracking().ToListAsync(ct);
        var known = await OfAsync(db, metrics, clock.Today, ct);
        return Result<IReadOnlyList<MetricFreshness>>.Ok([.. metrics.Where(m => m.Expression is null && m.RetiredOn is null).Select(m => known[m.Key])
            .OrderByDescending(m => m.IsLate).ThenByDescending(m => m.Age ?? int.MaxValue).ThenBy(m => m.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>How fresh metrics are, by key. What is calculated is as late as the latest of what it is calculated from.</summary>
    internal static async Task<Dictionary<string, MetricFreshness>> OfAsync(HealthScoreDb db, IReadOnlyList<Metric> metrics, DateOnly today, CancellationToken ct)
    {
        var last = await db.Metrics.Select(m => new
        {
            m.Id,
            Last = db.MetricDays.Where(d => d.MetricId == m.Id && d.Day <= today).OrderByDescending(d => d.Day).Select(d => new { d.Day, d.Readings }).FirstOrDefault(),
        }).ToDictionaryAsync(m => m.Id, m => m.Last, ct);
        var late = (await db.LateReadings.AsNoTracking().ToListAsync(ct)).OrderByDescending(l => l.Month).ToLookup(l => l.MetricId);
        var byKey = metrics.ToDictionary(m => m.Key);
        Dictionary<string, MetricFreshness> known = [];
        foreach (var metric in metrics) Add(metric);
        return known;

        MetricFreshness Add(Metric metric)
        {
            if (known.TryGetValue(metric.Key, out var done)) return done;
            if (metric.Expression is not null)
            {
                var worst = CheckedExpression.MetricsOf(metric).Select(k => Add(byKey[k])).OrderByDescending(f => f.IsLate).ThenByDescending(f => f.Age ?? int.MaxValue).First();
                return known[metric.Key] = new(metric.Key, metric.Name, metric.Kind, metric.Freshness, worst.LastDay, worst.Accounts, worst.Age, worst.IsLate);
            }

            var newest = last[metric.Id];
            var age = newest is null ? (int?)null : today.DayNumber - newest.Day.DayNumber;
            var isLate = age is null || (metric.Kind == MetricKind.Count ? age >= metric.Freshness : age > metric.Freshness);
            return known[metric.Key] = new(metric.Key, metric.Name, metric.Kind, metric.Freshness, newest?.Day, newest?.Readings ?? 0, age, isLate) { AfterScoring = [.. late[metric.Id]] };
        }
    }
}
