using HealthScore.Engine.Storage;

namespace HealthScore.Tests;

/// <summary>What every test database starts with: the program's own schema, empty.</summary>
internal static class TestTemplate
{
    public static Task FillAsync(string connectionString) => Migrator.MigrateAsync(connectionString, CancellationToken.None);
}
