using System.Diagnostics;
using System.Globalization;
using HealthScore.Benchmarks.Databases;
using HealthScore.Engine.Storage;
using Npgsql;

namespace HealthScore.Benchmarks.Workloads;

/// <summary>A workload in a database of its own: loaded once, then cloned for each benchmark.</summary>
internal static class WorkloadDatabase
{
    public static async Task<BenchDatabase> CloneAsync(BenchServer server, Workload workload, string name, CancellationToken ct)
    {
        var template = $"workload_{workload.Accounts}_{workload.Months}";
        if (!await server.HasAsync(template, ct)) await server.MakeAsync(template, to => LoadAsync(to, workload, ct), ct);
        await server.CloneAsync(name, template, ct);
        // A workload that was kept may be older than the program.
        await MigrateAsync(server.To(name), ct);
        return BenchDatabase.Open(server.To(name));
    }

    public static async Task LoadAsync(string connectionString, Workload workload, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await MigrateAsync(connectionString, ct);
        await using var database = BenchDatabase.Open(connectionString);
        await database.Get<LoadWorkload>().RunAsync(workload, null, ct);
        await database.ForgetMarksAsync(ct);
        await database.VacuumAsync(ct);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Loaded {workload.Accounts:N0} accounts with {workload.Months} months of readings in {watch.Elapsed.TotalSeconds:N0} s."));
    }

    // A connection that went back to its pool would outlive its database.
    public static Task MigrateAsync(string connectionString, CancellationToken ct) =>
        Migrator.MigrateAsync(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString, ct);
}
