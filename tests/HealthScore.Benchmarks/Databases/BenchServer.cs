using HealthScore.Engine.Storage.Embedded;
using Npgsql;

namespace HealthScore.Benchmarks.Databases;

/// <summary>A PostgreSQL of the benchmarks' own, with one database per workload that is loaded once and cloned for each benchmark.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    // Room as a database server of this size would be given; all else is as the product ships it, fsync included.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["shared_buffers"] = "2GB",
        ["maintenance_work_mem"] = "512MB",
        ["max_wal_size"] = "6GB",
        ["checkpoint_timeout"] = "30min",
        ["logging_collector"] = "off",
    };

    private readonly EmbeddedPostgres _postgres;
    private readonly string? _folderToRemove;

    private BenchServer(EmbeddedPostgres postgres, string? folderToRemove) => (_postgres, _folderToRemove) = (postgres, folderToRemove);

    /// <summary>Starts it in a folder that stays, or in one that goes with it.</summary>
    public static async Task<BenchServer> StartAsync(string? data, bool keep, CancellationToken ct)
    {
        var folder = data ?? Path.Combine(Path.GetTempPath(), $"healthscore-benchmarks-{Environment.ProcessId}");
        if (keep || data is not null) await Console.Error.WriteLineAsync($"PostgreSQL in {folder}");
        var postgres = await EmbeddedPostgres.StartAsync(new(folder, "postgres") { Settings = Settings }, ct);
        return new(postgres, keep || data is not null ? null : folder);
    }

    /// <summary>Leads to one of its databases.</summary>
    public string To(string database) => new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = database, CommandTimeout = 0 }.ConnectionString;

    public async Task<bool> HasAsync(string database, CancellationToken ct)
    {
        await using var connection = await AdminAsync(ct);
        return await ServerSql.ExistsAsync(connection, database, ct);
    }

    /// <summary>Makes a database by filling one under another name, so that a load that broke off is never taken for a whole one.</summary>
    public async Task MakeAsync(string database, Func<string, Task> fill, CancellationToken ct)
    {
        var unfinished = database + "_unfinished";
        await using var connection = await AdminAsync(ct);
        await ServerSql.DropAsync(connection, unfinished, ct);
        await ServerSql.CreateAsync(connection, unfinished, ct);
        await fill(To(unfinished));
        // PostgreSQL renames and clones only databases that nobody is connected to.
        NpgsqlConnection.ClearAllPools();
        await ServerSql.RenameAsync(connection, unfinished, database, ct);
    }

    public async Task CloneAsync(string database, string template, CancellationToken ct)
    {
        await using var connection = await AdminAsync(ct);
        await ServerSql.DropAsync(connection, database, ct);
        await ServerSql.CloneAsync(connection, database, template, ct);
    }

    public async Task DropAsync(string database, CancellationToken ct)
    {
        await using var connection = await AdminAsync(ct);
        await ServerSql.DropAsync(connection, database, ct);
    }

    public async Task<string> VersionAsync(CancellationToken ct)
    {
        await using var connection = await AdminAsync(ct);
        return await ServerSql.VersionAsync(connection, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        if (_folderToRemove is not null) Directory.Delete(_folderToRemove, recursive: true);
    }

    private async Task<NpgsqlConnection> AdminAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(To("postgres")) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }
}
