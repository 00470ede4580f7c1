using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Ingest;

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

/// <summary>How fresh each metric is, the latest first.</summary>
public sealed class ReadFreshness(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<IReadOnlyList<MetricFreshness>>> RunAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the data");
        var today = clock.Today;
        await using var db = await factory.CreateDbContextAsync(ct);
        var metrics = await db.Metrics.AsNoTracking().Select(m => new
        {
            m.Id, m.Key, m.Name, m.Kind, m.Freshness,
            Last = db.MetricDays.Where(d => d.MetricId == m.Id && d.Day <= today).OrderByDescending(d => d.Day).Select(d => new { d.Day, d.Readings }).FirstOrDefault(),
        }).ToListAsync(ct);
        var late = (await db.LateReadings.AsNoTracking().ToListAsync(ct)).OrderByDescending(l => l.Month).ToLookup(l => l.MetricId);
        return Result<IReadOnlyList<MetricFreshness>>.Ok([.. metrics.Select(m =>
        {
            var age = m.Last is null ? (int?)null : today.DayNumber - m.Last.Day.DayNumber;
            var isLate = age is null || (m.Kind == MetricKind.Count ? age >= m.Freshness : age > m.Freshness);
            return new MetricFreshness(m.Key, m.Name, m.Kind, m.Freshness, m.Last?.Day, m.Last?.Readings ?? 0, age, isLate) { AfterScoring = [.. late[m.Id]] };
        }).OrderByDescending(m => m.IsLate).ThenByDescending(m => m.Age ?? int.MaxValue).ThenBy(m => m.Name, StringComparer.OrdinalIgnoreCase)]);
    }
}
