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
    private const string Ours = "day merged into the packed readings", Bare = "bare COPY into rows without a key", Upsert = "upsert into rows with a key";
    private const int DaysBefore = 10;

    private readonly BenchDatabase _database = context.Database;
    private readonly Report _report = context.Report;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(ct);
        await ArrivalSql.CreateAsync(connection, ct);
        var first = Workload.LastDay.AddDays(1);
        for (var i = 0; i < DaysBefore + context.Repeats; i++) await DayAsync(connection, first.AddDays(i), isMeasured: i >= DaysBefore, ct);
        _report.Compare("speed against bare COPY", _report.Of(Bare).Median / _report.Of(Ours).Median, "≥ 0.25");
        _report.Compare("speed against the upsert", _report.Of(Upsert).Median / _report.Of(Ours).Median, "≥ 3.5");
    }

    private async Task DayAsync(NpgsqlConnection connection, DateOnly day, bool isMeasured, CancellationToken ct)
    {
        Reading[] readings = [.. Workload.Readings(1, context.Workload.Accounts, day, day)];
        var rows = await ArrivalSql.PrepareAsync(connection, readings, ct);
        await TimeAsync(Ours, () => MergeAsync(connection, readings, ct));
        await TimeAsync(Bare, () => FloorSql.WriteAsync(connection, ArrivalSql.Bare, rows, ct));
        await TimeAsync(Upsert, () => ArrivalSql.UpsertAsync(connection, rows, ct));

        async Task TimeAsync(string name, Func<Task> work)
        {
            if (!isMeasured)
            {
                await work();
                return;
            }

            await ServerSql.CheckpointAsync(connection, ct);
            var seconds = await _report.TimeAsync(name, work);
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
