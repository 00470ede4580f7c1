using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Storage;

/// <summary>Brings a database to this program's version. Several nodes may call it at once: EF Core takes a lock.</summary>
public static class Migrator
{
    // What depends on extensions that a server may or may not have: each looks by itself, and does nothing the second time.
    private static readonly string[] AsFarAsThePlaceAllows = ["citus.sql", "search.sql"];

    public static async Task MigrateAsync(string connectionString, CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<HealthScoreDb>();
        HealthScoreDb.Configure(options, connectionString);
        await using var db = new HealthScoreDb(options.Options);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        await db.Database.MigrateAsync(ct);
        foreach (var script in AsFarAsThePlaceAllows) await db.Database.ExecuteSqlRawAsync(Script.Read(script), ct);
    }

    /// <summary>Names of the migrations that the database still lacks.</summary>
    public static async Task<IReadOnlyList<string>> PendingAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<HealthScoreDb>();
        HealthScoreDb.Configure(options, source);
        await using var db = new HealthScoreDb(options.Options);
        return [.. await db.Database.GetPendingMigrationsAsync(ct)];
    }
}
