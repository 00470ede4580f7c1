using System.Diagnostics;
using HealthScore.Engine.Storage.Embedded;
using Npgsql;

namespace HealthScore.Tests;

/// <summary>One PostgreSQL per test process, with one migrated template that every test class clones.</summary>
public static class TestPostgres
{
    private const string Prefix = "healthscore-tests-";
    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(StartAsync);
    private static readonly SemaphoreSlim OneClone = new(1, 1);
    private static int clones;

    /// <summary>Clones the template and returns how to reach the copy.</summary>
    /// <param name="template">What is copied, to which nobody may be connected: the migrated, empty one, or another database.</param>
    public static async Task<string> CloneAsync(string template = "template_healthscore")
    {
        var server = await Server.Value;
        var name = $"test_{Interlocked.Increment(ref clones)}";
        // PostgreSQL refuses a second copy of one template at the same time.
        await OneClone.WaitAsync();
        try
        {
            await ExecuteAsync(server.ConnectionString, $"create database {name} template {template}");
        }
        finally
        {
            OneClone.Release();
        }
        return To(server.ConnectionString, name);
    }

    /// <summary>Drops a clone, whoever is still connected.</summary>
    public static async Task DropAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync((await Server.Value).ConnectionString, $"drop database if exists {name} with (force)");
    }

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), Prefix + Environment.ProcessId);
        var server = await EmbeddedPostgres.StartAsync(new(folder, "template_healthscore")
        {
            Settings = new Dictionary<string, string>
            {
                ["fsync"] = "off",
                ["synchronous_commit"] = "off",
                ["full_page_writes"] = "off",
                ["max_connections"] = "200",
                ["shared_buffers"] = "128MB",
                ["logging_collector"] = "off",
            },
        });
        RemoveAfterUs(folder);
        var template = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        await TestTemplate.FillAsync(template.ConnectionString);
        return server;
    }

    // The test host is killed soon after its last test, too soon to tidy up. So a shell that outlives it waits for its end, however it comes.
    private static void RemoveAfterUs(string folder)
    {
        var script = $"(while kill -0 {Environment.ProcessId}; do sleep 0.5; done; server=$(head -n 1 \"$0/cluster/postmaster.pid\"); "
            + "kill -QUIT $server; while kill -0 $server; do sleep 0.1; done; rm -rf \"$0\") > /dev/null 2>&1 &";
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, folder]))!;
        shell.WaitForExit();
    }

    private static string To(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        var admin = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(admin.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
