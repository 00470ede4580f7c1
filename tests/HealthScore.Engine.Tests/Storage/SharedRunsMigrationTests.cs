using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage;

public sealed class SharedRunsMigrationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Run_InTheMiddleOfAnUpgrade_BeginsItsRangesAnew()
    {
        await using (var command = database.DataSource.CreateCommand("create database before_shared_runs")) await command.ExecuteNonQueryAsync();
        var old = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "before_shared_runs", Pooling = false }.ConnectionString;
        var options = new DbContextOptionsBuilder<HealthScoreDb>();
        HealthScoreDb.Configure(options, old);
        await using (var db = new HealthScoreDb(options.Options))
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().TakeWhile(m => !m.EndsWith("_SharedRuns", StringComparison.Ordinal)).Last());
            await db.Database.ExecuteSqlRawAsync(
                """
                insert into scoring_run (trigger, from_day, to_day, month_ends_only, stretch_days, is_provisional, requested_by, requested_at, status, token, heartbeat_at, accounts_total, accounts_done, scores_written, cancel_requested)
                values (1, '2026-03-01', '2026-03-01', false, 1, false, 'a', now(), 3, 1, now(), 50, 50, 150, false), (1, '2026-03-02', '2026-03-02', false, 1, false, 'a', now(), 2, 1, now(), 50, 25, 75, false);
                insert into scoring_run_range (run_id, from_day, first_account_id, last_account_id) select id, from_day, 1, 25 from scoring_run
                """);
        }

        await Migrator.MigrateAsync(old, default);
        await using var after = new HealthScoreDb(options.Options);
        (await after.ScoringRuns.OrderBy(r => r.Id).Select(r => $"{(int)r.Status} {r.AccountsDone}").ToListAsync())
            .Should().Equal($"{(int)RunStatus.Finished} 50", $"{(int)RunStatus.Running} 0");
        (await after.ScoringRunRanges.AnyAsync()).Should().BeFalse("its peers are not known to the nodes that go on");
    }
}
