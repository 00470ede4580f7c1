using HealthScore.Engine.Storage;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Storage;

public sealed class MigratorTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Database_Migrated_LacksNothing() =>
        (await Migrator.PendingAsync(database.DataSource, CancellationToken.None)).Should().BeEmpty();

    [Fact]
    public async Task Migration_Repeated_ChangesNothing()
    {
        await Migrator.MigrateAsync(database.ConnectionString, CancellationToken.None);
        (await Migrator.PendingAsync(database.DataSource, CancellationToken.None)).Should().BeEmpty();
    }
}
