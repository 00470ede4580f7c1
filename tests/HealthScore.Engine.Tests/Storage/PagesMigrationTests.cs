using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage;

public sealed class PagesMigrationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Sums_OfBefore_AreSummedUpOverTheOwners()
    {
        await DoAsync("create database before_pages");
        var old = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "before_pages", Pooling = false }.ConnectionString;
        var options = new DbContextOptionsBuilder<HealthScoreDb>();
        HealthScoreDb.Configure(options, old);
        await using (var db = new HealthScoreDb(options.Options))
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().TakeWhile(m => !m.EndsWith("_Pages", StringComparison.Ordinal)).Last());
            await db.Database.ExecuteSqlRawAsync(
                """
                insert into portfolio_day (day, kind, segment_id, stage_id, owner_id, band, accounts, arr, score_sum)
                values ('2026-03-01', 1, 1, null, 1, 1, 3, 10.5, 60), ('2026-03-01', 1, 1, null, 2, 1, 4, 1, 40), ('2026-03-01', 1, 1, null, null, 2, 5, 2, 300)
                """);
        }

        await Migrator.MigrateAsync(old, default);
        await using var after = new HealthScoreDb(options.Options);
        (await after.PortfolioTotals.OrderBy(t => t.Band).Select(t => $"{t.Day:yyyy-MM-dd} {t.SegmentId} {t.Accounts} {t.ScoreSum}").ToListAsync())
            .Should().Equal("2026-03-01 1 7 100", "2026-03-01 1 5 300");
    }

    [Fact]
    public async Task IndexOfParts_IsMadeWhereItMayBe_AndMissedWhereNot()
    {
        await DoAsync("drop extension if exists pg_trgm cascade; create role page_guest");
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await DoAsync(connection, "set role page_guest");
        await DoAsync(connection, Script.Read("search.sql"));
        await DoAsync(connection, "reset role");
        (await DoctorSql.HasSearchIndexAsync(connection, default)).Should().BeFalse("a guest may not make extensions, and that stops nobody");

        await DoAsync(connection, Script.Read("search.sql"));
        (await DoctorSql.HasSearchIndexAsync(connection, default)).Should().BeTrue();
        await DoAsync(connection, Script.Read("search.sql"));
    }

    private async Task DoAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
