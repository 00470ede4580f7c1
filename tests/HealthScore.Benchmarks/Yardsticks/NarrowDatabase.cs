using System.Diagnostics;
using System.Globalization;
using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Workloads;
using Npgsql;

namespace HealthScore.Benchmarks.Yardsticks;

/// <summary>The narrow tables in a database of their own: loaded once and used again.</summary>
internal static class NarrowDatabase
{
    /// <summary>The loaded tables themselves, without the scores of earlier measurements.</summary>
    public static async Task<NpgsqlDataSource> OpenAsync(BenchServer server, Workload workload, CancellationToken ct)
    {
        var source = NpgsqlDataSource.Create(server.To(await EnsureAsync(server, workload, ct)));
        await using var connection = await source.OpenConnectionAsync(ct);
        await NarrowSql.ForgetScoresAsync(connection, ct);
        return source;
    }

    /// <summary>A copy to write readings into: rows that come and go would leave the tables larger than they are.</summary>
    public static async Task<NpgsqlDataSource> CloneAsync(BenchServer server, Workload workload, string name, CancellationToken ct)
    {
        await server.CloneAsync(name, await EnsureAsync(server, workload, ct), ct);
        return NpgsqlDataSource.Create(server.To(name));
    }

    public static async Task LoadAsync(string connectionString, Workload workload, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await NarrowSql.CreateAsync(connection, ct);
        await NarrowSql.CopyAccountsAsync(connection, workload, ct);
        await NarrowSql.CopyCurvesAsync(connection, ct);
        await NarrowSql.CopyReadingsAsync(connection, workload, ct);
        await NarrowSql.AddKeyAsync(connection, ct);
        await ServerSql.VacuumAsync(connection, ct);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Loaded the narrow table in {watch.Elapsed.TotalSeconds:N0} s."));
    }

    private static async Task<string> EnsureAsync(BenchServer server, Workload workload, CancellationToken ct)
    {
        var name = $"narrow_{workload.Accounts}_{workload.Months}";
        if (!await server.HasAsync(name, ct)) await server.MakeAsync(name, to => LoadAsync(to, workload, ct), ct);
        return name;
    }
}
