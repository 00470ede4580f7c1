using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Measuring;
using HealthScore.Benchmarks.Workloads;
using HealthScore.Benchmarks.Yardsticks;
using HealthScore.Domain.Metrics;
using HealthScore.Engine.Storage.Readings;
using Npgsql;

namespace HealthScore.Benchmarks.Benches;

/// <summary>Day after day arrives in the middle of a month: each is merged into the packed rows, and put into narrow tables beside.</summary>
internal sealed class IngestBench(BenchContext context)
{
    private const string Ours = "day merged into the packed readings", Bare = "bare COPY into rows without a key", Upsert = "upsert into rows with a key", Narrow = "upsert into the whole narrow table";
    private const int DaysBefore = 10;

    private readonly BenchDatabase _database = context.Database;
    private readonly Report _report = context.Report;

    /// <param name="plain">True: also into the table with all months, as it stands beside the plain statement.</param>
    /// <param name="ct">Stops it.</param>
    public async Task RunAsync(bool plain, CancellationToken ct)
    {
        const string Copy = "measured_ingest_narrow";
        if (!plain)
        {
            await MeasureAsync(null, ct);
            return;
        }

        await using (var source = await NarrowDatabase.CloneAsync(context.Server, context.Workload, Copy, ct))
        await using (var narrow = await source.OpenConnectionAsync(ct))
            await MeasureAsync(narrow, ct);
        await context.Server.DropAsync(Copy, ct);
    }

    private async Task MeasureAsync(NpgsqlConnection? narrow, CancellationToken ct)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(ct);
        await ArrivalSql.CreateAsync(connection, ct);
        var first = Workload.LastDay.AddDays(1);
        for (var i = 0; i < DaysBefore + context.Repeats; i++) await DayAsync(connection, narrow, first.AddDays(i), isMeasured: i >= DaysBefore, ct);
        _report.Compare("speed against bare COPY", _report.Of(Bare).Median / _report.Of(Ours).Median, "≥ 0.25");
        _report.Compare("speed against the upsert", _report.Of(Upsert).Median / _report.Of(Ours).Median, "≥ 3.5");
        if (narrow is not null) _report.Compare("speed against the upsert into the whole table", _report.Of(Narrow).Median / _report.Of(Ours).Median, "≥ 3.5");
    }

    private async Task DayAsync(NpgsqlConnection connection, NpgsqlConnection? narrow, DateOnly day, bool isMeasured, CancellationToken ct)
    {
        Reading[] readings = [.. Workload.Readings(1, context.Workload.Accounts, day, day)];
        var rows = await ArrivalSql.PrepareAsync(connection, readings, ct);
        await _database.ForgetMarksAsync(ct);
        await TimeAsync(Ours, () => MergeAsync(connection, readings, ct));
        await TimeAsync(Bare, () => FloorSql.WriteAsync(connection, ArrivalSql.Bare, rows, ct));
        await TimeAsync(Upsert, () => ArrivalSql.UpsertAsync(connection, ArrivalSql.Kept, rows, ct));
        if (narrow is not null) await TimeAsync(Narrow, () => ArrivalSql.UpsertAsync(narrow, "bench.reading", rows, ct));

        async Task TimeAsync(string name, Func<Task> work)
        {
            if (!isMeasured)
            {
                await work();
                return;
            }

            await ServerSql.CheckpointAsync(connection, ct);
            using var statements = new StatementWatch();
            var seconds = await _report.TimeAsync(name, work);
            if (name == Ours) _report.Waits = [.. statements.Waits];
            _report.Of(name + ", speed", "thousand/s").Add(readings.Length / seconds / 1000);
            _report.Of(name).Note = FormattableString.Invariant($"{readings.Length:N0} readings");
        }
    }

    private async Task MergeAsync(NpgsqlConnection connection, Reading[] readings, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await _database.Get<ReadingStore>().WriteAsync(transaction, readings, null, ct);
        await transaction.CommitAsync(ct);
    }
}
