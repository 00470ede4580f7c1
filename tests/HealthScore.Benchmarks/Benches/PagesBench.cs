using System.Diagnostics;
using System.Globalization;
using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Measuring;
using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Reports;

namespace HealthScore.Benchmarks.Benches;

/// <summary>What each page asks of Engine, over a company with a history: for a user who sees all, and for a CSM who sees their own.</summary>
internal sealed class PagesBench(BenchContext context)
{
    private const double WantedMilliseconds = 100;
    private const int FirstTimes = 5;

    private static readonly Actor Everyone = Actor.System;
    private static readonly Actor Csm = new("csm", "CSM", Role.Csm, OwnerId: 1, OnlyOwn: true);

    private readonly BenchDatabase _database = context.Database;
    private readonly Report _report = context.Report;

    /// <param name="days">The last days that are scored one by one.</param>
    /// <param name="ct">Stops it.</param>
    public async Task RunAsync(int days, CancellationToken ct)
    {
        await ScoreHistoryAsync(days, ct);
        var all = new PageQueries(_database, Everyone, context.Workload);
        var own = new PageQueries(_database, Csm, context.Workload);
        // Round after round, so that no query has the machine's good or bad minute to itself; the first round warms up.
        for (var i = 0; i <= context.Repeats; i++)
        {
            foreach (var (name, query) in all.All) await TimeAsync(name, query, isMeasured: i > 0, ct);
            foreach (var (name, query) in own.All) await TimeAsync(name + ", own accounts", query, isMeasured: i > 0, ct);
        }

        var slowest = _report.Samples.MaxBy(s => s.Percentile(95))!;
        slowest.Note = "the slowest p95";
        _report.Compare("slowest p95 / 100 ms", slowest.Percentile(95) / WantedMilliseconds, "≤ 1");
        for (var i = 0; i < FirstTimes; i++) await MeasureFirstReportAsync(ct);
    }

    // The month ends of a year and the last days one by one: what trends, comparisons and reports look at.
    private async Task ScoreHistoryAsync(int days, CancellationToken ct)
    {
        var daily = Workload.LastDay.AddDays(1 - days);
        var watch = Stopwatch.StartNew();
        await _database.BackFillMonthEndsAsync(Workload.LastDay.AddMonths(-13), daily.AddDays(-1), ct);
        var run = await _database.BackFillAsync(daily, Workload.LastDay, ct);
        await _database.VacuumAsync(ct);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Scored {days} days, {run.ScoresWritten:N0} scores, in {watch.Elapsed.TotalSeconds:N0} s."));
    }

    // Moves between months are kept in memory once they are known.
    private async Task MeasureFirstReportAsync(CancellationToken ct)
    {
        await using var fresh = _database.OpenAgain();
        await fresh.Get<ReadChoices>().RunAsync(Everyone, ct);
        await TimeAsync("Reports: twelve months, for the first time", stop => fresh.Get<ReadMonthlyTrends>().RunAsync(Everyone, new(), stop), isMeasured: true, ct);
    }

    private async Task TimeAsync(string name, Func<CancellationToken, Task> query, bool isMeasured, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        await query(ct);
        if (isMeasured) _report.Of(name, "ms").Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
