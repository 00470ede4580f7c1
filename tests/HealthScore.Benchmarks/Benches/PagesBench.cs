using System.Diagnostics;
using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Measuring;
using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Segments;

namespace HealthScore.Benchmarks.Benches;

/// <summary>What each page asks of Engine, over the demo company with its past: for a user who sees all, and for a CSM who sees their own.</summary>
internal sealed class PagesBench(BenchContext context)
{
    private const double WantedMilliseconds = 100;
    private const int FirstTimes = 5;

    private static readonly Actor Everyone = Actor.System;
    private static readonly Actor Csm = new("csm", "CSM", Role.Csm, OwnerId: 6, OnlyOwn: true);

    private readonly BenchDatabase _database = context.Database;
    private readonly Report _report = context.Report;

    public async Task RunAsync(CancellationToken ct)
    {
        var all = await new PageQueries(_database, Everyone, DemoDatabase.LastDay).AllAsync(ct);
        var own = await new PageQueries(_database, Csm, DemoDatabase.LastDay).AllAsync(ct);
        // Round after round, so that no query has the machine's good or bad minute to itself; the first round warms up.
        for (var i = 0; i <= context.Repeats; i++)
        {
            foreach (var query in all) await TimeAsync(query, "", isMeasured: i > 0, ct);
            foreach (var query in own) await TimeAsync(query, ", own accounts", isMeasured: i > 0, ct);
        }

        var slowest = _report.Samples.MaxBy(s => s.Percentile(95))!;
        slowest.Note = "the slowest p95";
        _report.Compare("slowest p95 / 100 ms", slowest.Percentile(95) / WantedMilliseconds, "≤ 1");
        for (var i = 0; i < FirstTimes; i++) await MeasureFirstReportAsync(ct);
        await MeasureTrialsAsync(ct);
    }

    // Long work that its pages tell of while it is on.
    private async Task MeasureTrialsAsync(CancellationToken ct)
    {
        await TimeAsync("Segments: the editor opened", stop => Get<TrySegments>().OpenAsync(Everyone, stop), isMeasured: true, ct);
        await TimeAsync("Journeys: the editor opened", stop => Get<TryJourney>().OpenAsync(Everyone, stop), isMeasured: true, ct);
        await TimeAsync("Metrics: distribution of one", stop => Get<ReadMetricProfile>().RunAsync(Everyone, new("logins", Aggregation.Sum, 30), null, stop), isMeasured: true, ct);
        var model = await Get<ReadModel>().RunAsync(Everyone, 1, ct);
        await TimeAsync("Models: measures of a model's accounts", stop => Get<MeasureModelScope>().RunAsync(Everyone, 1, model.Value!.Definition, stop), isMeasured: true, ct);
    }

    // Moves between months are kept in memory once they are known.
    private async Task MeasureFirstReportAsync(CancellationToken ct)
    {
        await using var fresh = _database.OpenAgain();
        await fresh.Get<ReadChoices>().RunAsync(Everyone, ct);
        await TimeAsync("Reports: twelve months, for the first time", stop => fresh.Get<ReadMonthlyTrends>().RunAsync(Everyone, new(), stop), isMeasured: true, ct);
    }

    private async Task TimeAsync(PageQuery query, string whose, bool isMeasured, CancellationToken ct)
    {
        if (query.IsAfterNews) await _database.NewsAsync(ct);
        await TimeAsync(query.Name + whose, query.RunAsync, isMeasured, ct);
    }

    private async Task TimeAsync(string name, Func<CancellationToken, Task> query, bool isMeasured, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        await query(ct);
        if (isMeasured) _report.Of(name, "ms").Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private T Get<T>()
        where T : notnull => _database.Get<T>();
}
