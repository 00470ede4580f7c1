using HealthScore.Domain.Journeys;
using HealthScore.Domain.Metrics;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Benchmarks.Workloads;

/// <summary>Fills an empty, migrated database with a workload; the readings go through the door that imports use.</summary>
internal sealed class LoadWorkload(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings)
{
    // Some hundred thousand readings: enough for a batch to be worth its way, and memory stays bounded.
    private const int ReadingsPerBatch = 300_000;
    private const int ReadingsPerAccountAndMonth = 225;

    /// <summary>Progress is told as accounts done.</summary>
    public async Task RunAsync(Workload workload, IProgress<int>? progress, CancellationToken ct)
    {
        await using (var db = await factory.CreateDbContextAsync(ct))
        {
            db.AddRange(Workload.CreateSegments());
            db.Add(new Journey { Id = 1, Name = "Customer journey" });
            db.AddRange(Workload.CreateStages());
            db.AddRange(workload.CreateOwners());
            db.AddRange(WorkloadMetrics.Create());
            db.AddRange(WorkloadModels.Create(workload.FirstDay));
            await db.SaveChangesAsync(ct);
        }

        await using (var connection = await source.OpenConnectionAsync(ct))
        {
            await WorkloadSql.CopyAccountsAsync(connection, workload, ct);
            await WorkloadSql.CopyStatesAsync(connection, workload, ct);
            await WorkloadSql.CopyRenewalsAsync(connection, workload, ct);
        }

        var done = 0;
        var size = Math.Max(1, ReadingsPerBatch / (workload.Months * ReadingsPerAccountAndMonth));
        await Parallel.ForEachAsync(
            Enumerable.Range(1, workload.Accounts).Chunk(size), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct },
            async (accounts, stop) =>
            {
                await WriteAsync([.. Workload.Readings(accounts[0], accounts[^1], workload.FirstDay, Workload.LastDay)], stop);
                progress?.Report(Interlocked.Add(ref done, accounts.Length));
            });
    }

    private async Task WriteAsync(Reading[] batch, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await readings.WriteAsync(transaction, batch, null, ct);
        await transaction.CommitAsync(ct);
    }
}
