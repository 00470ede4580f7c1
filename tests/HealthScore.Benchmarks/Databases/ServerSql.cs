using Npgsql;

namespace HealthScore.Benchmarks.Databases;

/// <summary>The statements about whole databases. Their names are ours, so they stand in the text.</summary>
internal static class ServerSql
{
    public static async Task<bool> ExistsAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = name } } };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    public static Task CreateAsync(NpgsqlConnection connection, string name, CancellationToken ct) => ExecuteAsync(connection, $"create database {name}", ct);

    public static Task CloneAsync(NpgsqlConnection connection, string name, string template, CancellationToken ct) =>
        ExecuteAsync(connection, $"create database {name} template {template} strategy file_copy", ct);

    public static Task RenameAsync(NpgsqlConnection connection, string name, string newName, CancellationToken ct) =>
        ExecuteAsync(connection, $"alter database {name} rename to {newName}", ct);

    public static Task DropAsync(NpgsqlConnection connection, string name, CancellationToken ct) =>
        ExecuteAsync(connection, $"drop database if exists {name} with (force)", ct);

    /// <summary>Leaves nothing for later that would fall into the next measurement.</summary>
    public static Task CheckpointAsync(NpgsqlConnection connection, CancellationToken ct) => ExecuteAsync(connection, "checkpoint", ct);

    /// <summary>What autovacuum would have done by the morning after a load.</summary>
    public static Task VacuumAsync(NpgsqlConnection connection, CancellationToken ct) => ExecuteAsync(connection, "vacuum (freeze, analyze)", ct);

    /// <summary>Accounts that wait for live scores wait no more.</summary>
    public static Task ForgetMarksAsync(NpgsqlConnection connection, CancellationToken ct) => ExecuteAsync(connection, "truncate account_mark", ct);

    /// <summary>Rows of accounts were renewed.</summary>
    public static Task TellNewsAsync(NpgsqlConnection connection, CancellationToken ct) => ExecuteAsync(connection, "insert into account_current_change default values", ct);

    public static async Task<string> VersionAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("show server_version", connection);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Bytes of a table with its partitions and indexes.</summary>
    public static async Task<long> SizeAsync(NpgsqlConnection connection, string table, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select (pg_total_relation_size($1::regclass) + coalesce(sum(pg_total_relation_size(relid)) filter (where relid <> $1::regclass), 0))::bigint
            from pg_partition_tree($1::regclass)
            """, connection)
        { Parameters = { new() { Value = table } } };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
