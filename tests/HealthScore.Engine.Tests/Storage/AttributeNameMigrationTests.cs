using HealthScore.Engine.Storage;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage;

public sealed class AttributeNameMigrationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Attributes_ThatDifferInCapitals_BecomeOne()
    {
        await using (var command = database.DataSource.CreateCommand("create database before_attribute_name")) await command.ExecuteNonQueryAsync();
        var old = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "before_attribute_name", Pooling = false }.ConnectionString;
        var options = new DbContextOptionsBuilder<HealthScoreDb>();
        HealthScoreDb.Configure(options, old);
        await using (var db = new HealthScoreDb(options.Options))
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().TakeWhile(m => !m.EndsWith("_AttributeName", StringComparison.Ordinal)).Last());
            await db.Database.ExecuteSqlRawAsync(
                """
                insert into custom_attribute (id, name, kind) values (1, 'Region', 1), (2, 'region', 1), (3, 'Sites', 1), (4, 'sites', 2), (5, 'Signed', 3);
                insert into account (id, external_id, name, start) values (7, 'A', 'A', '2026-01-01');
                insert into account_attributes (account_id, values) values (7, '{{"Region": "EMEA", "Sites": 3, "Signed": "2026-02-03"}}')
                """);
        }

        await Migrator.MigrateAsync(old, default);

        await using var after = new HealthScoreDb(options.Options);
        (await after.CustomAttributes.OrderBy(a => a.Id).Select(a => a.Name).ToListAsync()).Should().Equal("region", "sites", "Signed");
        (await after.AccountAttributes.Select(a => a.Values).SingleAsync()).Should().Be("""{"Region": "EMEA", "Signed": "2026-02-03"}""");
        var insert = () => after.Database.ExecuteSqlRawAsync("insert into custom_attribute (name, kind) values ('SIGNED', 1)");
        await insert.Should().ThrowAsync<PostgresException>();
    }
}
