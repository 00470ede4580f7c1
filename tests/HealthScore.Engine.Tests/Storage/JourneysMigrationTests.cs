using HealthScore.Engine.Storage;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage;

public sealed class JourneysMigrationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("with_stages", "insert into stage (name, position) values ('Onboarding', 0), ('Adoption', 1); insert into account (external_id, name, start) values ('A', 'A', '2024-01-01'); insert into account_state (account_id, from_day, stage_id, arr) select a.id, '2024-01-01', s.id, 0 from account a, stage s where s.name = 'Adoption'; insert into milestone (account_id, name, stage_id, is_required, due) select id, 'Trained', 1, true, '2024-02-01' from account", "Customer journey: Onboarding, Adoption")]
    [InlineData("without_stages", "select 1", "")]
    public async Task Stages_OfBefore_BecomeOneJourney_AndNobodyMoves(string name, string before, string after)
    {
        await using (var command = database.DataSource.CreateCommand($"create database {name}")) await command.ExecuteNonQueryAsync();
        var old = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name, Pooling = false }.ConnectionString;
        var options = new DbContextOptionsBuilder<HealthScoreDb>();
        HealthScoreDb.Configure(options, old);
        await using (var db = new HealthScoreDb(options.Options))
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().TakeWhile(m => !m.EndsWith("_Journeys", StringComparison.Ordinal)).Last());
            await db.Database.ExecuteSqlRawAsync(before);
        }

        await Migrator.MigrateAsync(old, default);
        await using var now = new HealthScoreDb(options.Options);
        var journeys = await now.Journeys.OrderBy(j => j.Position).ToListAsync();
        var stages = await now.Stages.OrderBy(s => s.Position).ToListAsync();
        string.Join("; ", journeys.Select(j => $"{j.Name}: {string.Join(", ", stages.Where(s => s.JourneyId == j.Id).Select(s => s.Name))}")).Should().Be(after);
        (await now.AccountStates.AllAsync(s => !s.IsStaged)).Should().BeTrue();
        (await now.Milestones.AllAsync(m => m.DefinitionId == null && m.Entered == null)).Should().BeTrue();
        journeys.TrueForAll(j => j.GoesBack).Should().BeTrue();
    }
}
