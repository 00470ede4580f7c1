using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Measuring;
using HealthScore.Benchmarks.Workloads;
using HealthScore.Benchmarks.Yardsticks;
using Npgsql;

namespace HealthScore.Benchmarks.Benches;

/// <summary>Night after night, each over a new day, with the yardsticks between them.</summary>
internal sealed class NightlyBench(BenchContext context)
{
    private const string Run = "night's run", Written = "  until all scores are written", Ours = "  processor time of our program", Drain = "drain of its input", Write = "bare write of its scores", Plain = "plain statement";
    private const int LongestWindow = 90;
    private const int StatementsShown = 8;

    private readonly BenchDatabase _database = context.Database;
    private readonly Report _report = context.Report;

    public async Task RunAsync(bool plain, CancellationToken ct)
    {
        await using var narrow = plain ? await NarrowDatabase.OpenAsync(context.Server, context.Workload, ct) : null;
        var first = Workload.LastDay.AddDays(-context.Repeats - 1);
        await WarmUpAsync(first, narrow, ct);
        for (var day = first.AddDays(2); day <= Workload.LastDay; day = day.AddDays(1))
        {
            await DrainAsync(day, ct);
            await NightAsync(day, ct);
            await WriteAsync(day, ct);
            if (narrow is not null) await PlainAsync(narrow, day, ct);
        }

        Compare();
        await CompareSizesAsync(narrow, ct);
    }

    // The second night has bands of the day before, and compiled code.
    private async Task WarmUpAsync(DateOnly first, NpgsqlDataSource? narrow, CancellationToken ct)
    {
        await _database.NightAfterAsync(first, ct);
        await _database.NightAfterAsync(first.AddDays(1), ct);
        if (narrow is null) return;
        await using var connection = await narrow.OpenConnectionAsync(ct);
        await NarrowSql.ScoreAsync(connection, first.AddDays(1), context.Workload.FirstDay, ct);
    }

    // As many connections as the run has workers.
    private async Task DrainAsync(DateOnly day, CancellationToken ct)
    {
        await _database.CheckpointAsync(ct);
        var workers = Environment.ProcessorCount;
        var share = (context.Workload.Accounts + workers - 1) / workers;
        var bytes = new long[workers];
        await _report.TimeAsync(Drain, () => Parallel.ForAsync(0, workers, ct, async (i, stop) =>
            bytes[i] = await FloorSql.DrainReadingsAsync(_database.Source, 1 + i * share, (i + 1) * share, day, LongestWindow, stop)));
        _report.Of(Drain).Note = FormattableString.Invariant($"{bytes.Sum() / 1e6:N0} MB, {workers} connections");
    }

    private async Task NightAsync(DateOnly day, CancellationToken ct)
    {
        await _database.CheckpointAsync(ct);
        await using var memory = MemoryWatch.Start();
        using var statements = new StatementWatch();
        var (scores, processor) = (0L, Environment.CpuUsage.TotalTime);
        await _report.TimeAsync(Run, async () => scores = (await _database.NightAfterAsync(day, ct)).ScoresWritten);
        _report.Of(Ours).Add((Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        _report.Of(Written).Add(statements.Waits.Where(w => w.Statement.StartsWith("copy score (", StringComparison.Ordinal)).Max(w => w.LastEnd));
        _report.Waits = [.. statements.Waits.Take(StatementsShown)];
        _report.Of(Run).Note = FormattableString.Invariant($"{scores:N0} scores");
        if (MemoryWatch.ResidentPeak is { } resident) _report.Of("peak memory, resident", "MB").Add(resident);
        _report.Of("peak memory, managed heap", "MB").Add(memory.HeapPeak);
    }

    private async Task WriteAsync(DateOnly day, CancellationToken ct)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(ct);
        var rows = await FloorSql.ReadScoresAsync(connection, day, ct);
        await FloorSql.CreateLikeAsync(connection, "written", "score", ct);
        await _database.CheckpointAsync(ct);
        await _report.TimeAsync(Write, () => FloorSql.WriteAsync(connection, "written", rows, ct));
        _report.Of(Write).Note = FormattableString.Invariant($"{rows.Length / 1e6:N0} MB, 1 connection, no key");
    }

    private async Task PlainAsync(NpgsqlDataSource narrow, DateOnly day, CancellationToken ct)
    {
        await _database.CheckpointAsync(ct);
        await using var connection = await narrow.OpenConnectionAsync(ct);
        await _report.TimeAsync(Plain, () => NarrowSql.ScoreAsync(connection, day, context.Workload.FirstDay, ct));
    }

    private void Compare()
    {
        _report.Compare(Written, Drain, "≤ 2.5");
        _report.Compare(Run, Written, "≤ 1.6");
        _report.Compare(Run, Write);
        _report.Compare(Plain, Written, "≥ 25");
        _report.Compare(Plain, Run, "≥ 25");
        var allowed = 256 + 64.0 * context.Workload.Accounts / (1 << 20);
        if (_report.Samples.FirstOrDefault(s => s.Name == "peak memory, resident") is { } peak)
            _report.Compare("peak memory / (256 MB + 64 B an account)", peak.Median / allowed, "≤ 1");
    }

    private async Task CompareSizesAsync(NpgsqlDataSource? narrow, CancellationToken ct)
    {
        double readings = await _database.SizeAsync("reading_month", ct), scores = await _database.SizeAsync("score", ct) / (context.Repeats + 2.0);
        _report.Of("readings on disk", "MB").Add(readings / 1e6);
        _report.Of("a day's scores on disk", "MB").Add(scores / 1e6);
        if (narrow is null) return;
        await using var connection = await narrow.OpenConnectionAsync(ct);
        var rows = await ServerSql.SizeAsync(connection, "bench.reading", ct);
        var results = (await ServerSql.SizeAsync(connection, "bench.score", ct) + await ServerSql.SizeAsync(connection, "bench.contribution", ct)) / (context.Repeats + 1.0);
        _report.Compare("narrow readings with key / ours on disk", rows / readings, "≥ 15");
        _report.Compare("contributions as rows / ours on disk", results / scores, "≥ 6");
    }
}
