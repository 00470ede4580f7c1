using System.Globalization;
using System.Text;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Engine.Tests.Ingest.Files;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage.Scores;

/// <summary>The current rows of accounts, which runs and large imports swap as a table while small imports change them in their places.</summary>
public sealed class CurrentSwapTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    private const int Rounds = 6;

    [Fact]
    public async Task CurrentRows_RenewedByRunsAndImportsAtOnce_LoseNothing()
    {
        await demo.BackFillAsync(DemoRuns.Today.AddDays(-1), DemoRuns.Today.AddDays(-1));
        await using var db = demo.Database();
        var accounts = await db.Accounts.AsNoTracking().Where(a => a.Churned == null).OrderBy(a => a.Id).ToListAsync();

        await Task.WhenAll(RunAsync(), ImportAsync(), RenameAsync());

        (await db.CurrentAccounts.AsNoTracking().ToDictionaryAsync(a => a.AccountId, a => a.Arr)).Should().Contain(accounts.Select(a => KeyValuePair.Create(a.Id, 1000m * Rounds)));
        (await db.CurrentAccounts.CountAsync(a => a.Name.EndsWith($"-{Rounds}"))).Should().Be(await db.Accounts.CountAsync());
        var left = await RowsAsync();
        await InTransactionAsync(connection => CurrentSql.RebuildAsync(connection, DemoRuns.Today, default));
        (await RowsAsync()).Should().Be(left, "a new table says the same");

        async Task RunAsync()
        {
            for (var i = 0; i < Rounds; i++) (await demo.ScoreNowAsync()).Status.Should().Be(RunStatus.Finished);
        }

        async Task ImportAsync()
        {
            var import = new ImportFile(demo.Source, demo.Get<ReadingStore>(), demo.Get<OrganisationClock>(), new IngestLimits(), demo.Get<PlaceAccounts>());
            for (var i = 1; i <= Rounds; i++)
            {
                var rows = accounts.Aggregate(new StringBuilder("account_id,arr\n"), (text, a) => text.Append(CultureInfo.InvariantCulture, $"{a.ExternalId},{1000 * i}\n"));
                using var file = new TempFile(rows.ToString());
                var result = await import.RunAsync(new("o", "Ops", Role.CsOps), new ImportRequest(ImportKind.Accounts, file.Path, "accounts.csv", null, false), null, default);
                result.IsOk.Should().BeTrue(result.Message);
                result.Value!.IsWritten.Should().BeTrue();
            }
        }

        // So many that they take a new table.
        async Task RenameAsync()
        {
            for (var i = 1; i <= Rounds; i++)
                await InTransactionAsync(async connection =>
                {
                    await using var rename = new NpgsqlCommand($"update account set name = split_part(name, '-', 1) || '-{i}'", connection);
                    await rename.ExecuteNonQueryAsync();
                    await CurrentSql.RefreshAsync(connection, DemoRuns.Today, [.. Enumerable.Range(1, 6000).Select(id => (long)id)], default);
                });
        }
    }

    private async Task InTransactionAsync(Func<NpgsqlConnection, Task> work)
    {
        await using var connection = await demo.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await work(connection);
        await transaction.CommitAsync();
    }

    private async Task<string> RowsAsync()
    {
        await using var command = demo.Source.CreateCommand("select string_agg(c::text, E'\n' order by account_id) from account_current c");
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
