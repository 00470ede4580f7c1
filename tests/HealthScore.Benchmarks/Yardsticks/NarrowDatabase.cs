using System.Diagnostics;
using System.Globalization;
using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Workloads;
using Npgsql;

namespace HealthScore.Benchmarks.Yardsticks;

/// <summary>The narrow tables in a database of their own: loaded once and used again.</summary>
internal static class NarrowDatabase
{
    public static async Task<NpgsqlDataSource> OpenAsync(BenchServer server, Workload workload, CancellationToken ct)
    {
        var name = $"narrow_{workload.Accounts}_{workload.Months}";
        if (!await server.HasAsync(name, ct)) await server.MakeAsync(name, to => LoadAsync(to, workload, ct), ct);
        var source = NpgsqlDataSource.Create(server.To(name));
        await using var connection = await source.OpenConnectionAsync(ct);
        await NarrowSql.ForgetAsync(connection, ct);
        return source;
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
}
