using HealthScore.Domain.Metrics;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Benchmarks.Yardsticks;

/// <summary>Readings that arrive, as rows: into a table without a key, and into one that a repeated delivery does not spoil.</summary>
internal static class ArrivalSql
{
    public const string Bare = "bench.arrived", Kept = "bench.kept";

    public static Task CreateAsync(NpgsqlConnection connection, CancellationToken ct) => ExecuteAsync(connection,
        """
        create schema if not exists bench;
        create table bench.arrived (account_id integer not null, day date not null, metric_id smallint not null, value double precision not null);
        create table bench.kept (like bench.arrived, primary key (account_id, metric_id, day));
        create table bench.prepared (like bench.arrived);
        """, ct);

    /// <summary>The bytes by which a COPY would send the readings.</summary>
    public static async Task<MemoryStream> PrepareAsync(NpgsqlConnection connection, IEnumerable<Reading> readings, CancellationToken ct)
    {
        await ExecuteAsync(connection, "truncate bench.prepared", ct);
        await using (var copy = await connection.BeginBinaryImportAsync("copy bench.prepared from stdin (format binary)", ct))
        {
            foreach (var reading in readings)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync((int)reading.AccountId, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(DateOnly.FromDayNumber(reading.Day), NpgsqlDbType.Date, ct);
                await copy.WriteAsync(reading.MetricId, NpgsqlDbType.Smallint, ct);
                await copy.WriteAsync(reading.Value, NpgsqlDbType.Double, ct);
            }
            await copy.CompleteAsync(ct);
        }

        return await FloorSql.ReadAsync(connection, "bench.prepared", ct);
    }

    /// <summary>Staging table, then insert or update: what makes rows idempotent.</summary>
    public static async Task UpsertAsync(NpgsqlConnection connection, string table, MemoryStream rows, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, $"create temp table staged (like {table}) on commit drop", ct);
        await FloorSql.WriteAsync(connection, "staged", rows, ct);
        await ExecuteAsync(connection,
            $"""
            insert into {table} select * from staged
            on conflict (account_id, metric_id, day) do update set value = excluded.value
            """, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
