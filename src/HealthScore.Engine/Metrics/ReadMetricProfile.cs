using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Metrics;

/// <summary>
/// What a measure of a metric comes to, as of the day that ended last and of the month ends before. It passes over the readings of all
/// accounts, so that what was found is remembered until the next night or a change of the catalogue.
/// </summary>
public sealed class ReadMetricProfile : IDisposable
{
    private const int Months = 12;
    private const int MostSteps = 24;

    private readonly SemaphoreSlim _turn;
    private readonly Remembered<MetricProfile> _profiles;
    private readonly Remembered<MetricTrend> _trends;
    private readonly IDbContextFactory<HealthScoreDb> factory;
    private readonly MeasureAccounts measure;
    private readonly OrganisationClock clock;

    public ReadMetricProfile(IDbContextFactory<HealthScoreDb> factory, MeasureAccounts measure, OrganisationClock clock)
    {
        (this.factory, this.measure, this.clock, _turn) = (factory, measure, clock, new(1, 1));
        (_profiles, _trends) = (new(_turn), new(_turn));
    }

    /// <summary>The distribution per segment.</summary>
    public async Task<Result<MetricProfile>> RunAsync(Actor actor, MetricSource source, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the metrics");
        var (key, segments) = await KeyAsync(actor, source, ct);
        return await _profiles.ReadAsync(key, async () =>
        {
            var measured = await measure.RunAsync(actor, new([source], [key.Day]), progress, ct);
            return measured.IsOk ? Profile(measured.Value[0], segments) : Result<MetricProfile>.Fail(measured.Errors);
        }, ct);
    }

    /// <summary>The medians per segment on the last twelve month ends.</summary>
    public async Task<Result<MetricTrend>> TrendAsync(Actor actor, MetricSource source, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the metrics");
        var (key, segments) = await KeyAsync(actor, source, ct);
        return await _trends.ReadAsync(key, async () =>
        {
            var measured = await measure.RunAsync(actor, new([source], MonthEnds(key.Day)), progress, ct);
            return measured.IsOk ? Trend(measured.Value, segments) : Result<MetricTrend>.Fail(measured.Errors);
        }, ct);
    }

    public void Dispose() => _turn.Dispose();

    // What has come since is counted from the next night on.
    private async Task<(ProfileKey Key, List<Named> Segments)> KeyAsync(Actor actor, MetricSource source, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var segments = await db.Segments.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new Named(s.Id, s.Name)).ToListAsync(ct);
        var run = await db.ScoringRuns.Where(r => r.Status == Domain.Scoring.RunStatus.Finished).MaxAsync(r => (long?)r.Id, ct) ?? 0;
        var catalogue = await db.Metrics.SumAsync(m => (long)m.Revision, ct);
        return (new(actor.Scope, source, clock.Yesterday, run, catalogue, string.Join('\n', segments.Select(s => $"{s.Id} {s.Name}"))), segments);
    }

    private static IReadOnlyList<DateOnly> MonthEnds(DateOnly day)
    {
        var first = new DateOnly(day.AddDays(1).Year, day.AddDays(1).Month, 1);
        return [.. Enumerable.Range(0, Months).Select(i => first.AddMonths(i - Months + 1).AddDays(-1))];
    }

    private static MetricProfile Profile(MeasuredAccounts measured, List<Named> segments)
    {
        var column = measured.Columns[0];
        return new(measured.Day, measured.OneIn, Of(null, _ => true), [.. Groups(measured, segments).Select(g => Of(g.Name, i => measured.SegmentIds[i] == g.Id))]);

        SegmentProfile Of(string? name, Func<int, bool> isIn)
        {
            var accounts = Enumerable.Range(0, measured.Count).Where(isIn).ToList();
            var values = new Distribution(accounts.Select(i => column.Values[i]));
            // On a scale of its own: what is much for a small customer is nothing for a large one.
            var steps = values.Steps(MostSteps);
            return new(
                name, accounts.Count, values.Count, accounts.Count(i => column.Statuses[i] == MeasureStatus.Silent), accounts.Count(i => column.Statuses[i] == MeasureStatus.Stale),
                values.Quantile(0.25), values.Quantile(0.5), values.Quantile(0.75), steps, values.In(steps));
        }
    }

    private static MetricTrend Trend(IReadOnlyList<MeasuredAccounts> days, List<Named> segments)
    {
        var groups = days.SelectMany(d => Groups(d, segments)).Distinct().OrderBy(g => g.Id is null ? int.MaxValue : segments.FindIndex(s => s.Id == g.Id));
        return new([.. days.Select(d => d.Day)], new(null, [.. days.Select(d => Median(d, _ => true))]), [.. groups.Select(g => new SegmentTrend(g.Name, [.. days.Select(d => Median(d, s => s == g.Id))]))]);
    }

    private static double? Median(MeasuredAccounts day, Func<int?, bool> isIn) =>
        new Distribution(day.Columns[0].Values.Where((_, i) => isIn(day.SegmentIds[i]))).Quantile(0.5);

    private static IEnumerable<Named> Groups(MeasuredAccounts measured, List<Named> segments)
    {
        var there = measured.SegmentIds.ToHashSet();
        return segments.Where(s => there.Contains(s.Id)).Concat(there.Contains(null) ? [new(null, null)] : []);
    }

    private sealed record Named(int? Id, string? Name);
}
