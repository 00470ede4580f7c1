using System.Diagnostics;
using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Measuring;
using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Metrics;
using HealthScore.Engine.Scoring.Live;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Readings;

namespace HealthScore.Benchmarks.Benches;

/// <summary>From a reading to its stored score: one by one, as a stream, for one account in a hundred, and through the worker that open pages hear of.</summary>
internal sealed class LiveBench(BenchContext context)
{
    private const string Night = "night's run", Percent = "one account in a hundred, scored again";
    private const string Streamed = "stream: accounts scored";
    private const string Inside = "reading in, score stored", Write = "  of it the reading", Heard = "reading in, pages told";
    private const int Warm = 50, OneByOne = 300, Told = 30, Writers = 4, Batch = 500;
    private static readonly TimeSpan Stream = TimeSpan.FromSeconds(10);

    private readonly BenchDatabase _database = context.Database;
    private readonly Report _report = context.Report;
    private readonly LiveScoring _live = context.Database.Get<LiveScoring>();
    private int _written;

    public async Task RunAsync(CancellationToken ct)
    {
        for (var day = Workload.LastDay.AddDays(-context.Repeats); day <= Workload.LastDay; day = day.AddDays(1)) await NightAsync(day, ct);
        for (var i = 0; i < Warm; i++) await ReadingToScoreAsync(isMeasured: false, ct);
        using (var statements = new StatementWatch())
        {
            for (var i = 0; i < OneByOne; i++) await ReadingToScoreAsync(isMeasured: true, ct);
            _report.Waits = [.. statements.Waits];
        }

        for (var i = 0; i < context.Repeats; i++) await PercentAsync(ct);
        await StreamAsync(ct);
        await TellAsync(ct);
        _report.Compare(Percent, Night, "≤ 0.06");
        _report.Compare("median of reading in, score stored / 3 ms", _report.Of(Inside).Median / 3, "≤ 1");
        _report.Compare("p95 of reading in, score stored / 10 ms", _report.Of(Inside).Percentile(95) / 10, "≤ 1");
        _report.Compare("accounts scored of the stream / 500 per s", _report.Of(Streamed).Median / 500, "≥ 1");
        _report.Compare("p95 of reading in, pages told / 1 s", _report.Of(Heard).Percentile(95) / 1000, "≤ 1");
    }

    // The first night is not measured.
    private Task NightAsync(DateOnly day, CancellationToken ct) => day == Workload.LastDay.AddDays(-context.Repeats)
        ? _database.NightAfterAsync(day, ct)
        : _report.TimeAsync(Night, () => _database.NightAfterAsync(day, ct));

    private async Task ReadingToScoreAsync(bool isMeasured, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        await WriteAsync(1, ct);
        var written = Stopwatch.GetElapsedTime(start);
        var scored = await _live.ScoreMarkedAsync(TimeSpan.Zero, Batch, ct);
        var whole = Stopwatch.GetElapsedTime(start);
        if (scored != 1) throw new InvalidOperationException($"One account was marked, and {scored} were scored.");
        if (!isMeasured) return;
        _report.Of(Inside, "ms").Add(whole.TotalMilliseconds);
        _report.Of(Write, "ms").Add(written.TotalMilliseconds);
    }

    private async Task PercentAsync(CancellationToken ct)
    {
        var accounts = Math.Max(1, context.Workload.Accounts / 100);
        await WriteAsync(accounts, ct);
        await _database.CheckpointAsync(ct);
        var scored = 0;
        await _report.TimeAsync(Percent, async () =>
        {
            while (await _live.ScoreMarkedAsync(TimeSpan.Zero, Batch, ct) is > 0 and var batch) scored += batch;
        });
        _report.Of(Percent).Note = FormattableString.Invariant($"{scored:N0} accounts");
    }

    // Writers that never pause, and one scorer behind them.
    private async Task StreamAsync(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var (start, before, scored) = (Stopwatch.GetTimestamp(), _written, 0);
        var writing = Enumerable.Range(0, Writers).Select(_ => WriteUntilAsync(stop.Token)).ToList();
        while (Stopwatch.GetElapsedTime(start) < Stream) scored += await _live.ScoreMarkedAsync(TimeSpan.Zero, Batch, ct);
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        while (await _live.ScoreMarkedAsync(TimeSpan.Zero, Batch, ct) is > 0 and var rest) scored += rest;
        _report.Of("stream: readings written one by one", "per s").Add((_written - before) / seconds);
        _report.Of(Streamed, "per s").Add(scored / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private async Task WriteUntilAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested) await WriteAsync(1, CancellationToken.None);
    }

    // As in the program: a worker that gathers news for a moment, and a message to every open page.
    private async Task TellAsync(CancellationToken ct)
    {
        var (feed, worker) = (_database.Get<ChangeFeed>(), _database.Get<LiveWorker>());
        var before = feed.Heard;
        await feed.StartAsync(ct);
        await worker.StartAsync(ct);
        while (!feed.HasHeard(Change.Marks, before)) await Task.Delay(1, ct);
        for (var i = 0; i < Told; i++)
        {
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Hear(Change change, IReadOnlyList<long> accounts)
            {
                if (change == Change.Scores) told.TrySetResult();
            }

            feed.Changed += Hear;
            var start = Stopwatch.GetTimestamp();
            await WriteAsync(1, ct);
            await told.Task.WaitAsync(TimeSpan.FromSeconds(30), ct);
            _report.Of(Heard, "ms").Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            feed.Changed -= Hear;
        }

        await worker.StopAsync(ct);
        await feed.StopAsync(ct);
    }

    // Today's reading of a gauge that several measures look at, for the next accounts in turn.
    private async Task WriteAsync(int accounts, CancellationToken ct)
    {
        var last = Interlocked.Add(ref _written, accounts);
        var today = Workload.LastDay.DayNumber + 1;
        Reading[] readings = [.. Enumerable.Range(last - accounts, accounts).Select(i =>
            new Reading(1 + i * 7919L % context.Workload.Accounts, WorkloadMetrics.ActiveUsers, today, 0.25 * (1 + i % 1000)))];
        await using var connection = await _database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await _database.Get<ReadingStore>().WriteAsync(transaction, readings, null, ct);
        await transaction.CommitAsync(ct);
    }
}
