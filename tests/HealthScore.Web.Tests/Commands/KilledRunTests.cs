using System.Globalization;
using HealthScore.Tests;
using HealthScore.Web.Commands;
using HealthScore.Web.Tests.Demo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Web.Tests.Commands;

/// <summary>A run that is killed, by a power cut or an impatient operator, loses no score and doubles none.</summary>
public sealed class KilledRunTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const int Kills = 3;

    // Long enough for the run to commit in several ranges; most of these days are before the first customer and cost nothing.
    private readonly string from = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1500).ToString("O", CultureInfo.InvariantCulture);

    public async Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddEngine(configuration, database.ConnectionString).BuildServiceProvider();
        await DemoCompany.LoadAsync(services, accounts: 150, months: 12);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Score_KilledAgainAndAgain_EndsWithTheSameScores()
    {
        (await ScoreAsync()).ExitCode.Should().Be(0);
        var undisturbed = await HashAsync();
        await ForgetAsync();

        var random = new Random(20260312);
        var inside = 0;
        for (var i = 0; i < Kills; i++)
        {
            var before = await CountAsync("select count(*) from scoring_run_range");
            using var process = Verb.Start(database.ConnectionString, "score", "--from", from);
            while (!process.HasExited && await CountAsync("select count(*) from scoring_run where status = 2") == 0) await Task.Delay(10);
            // Every other time not before a range was committed, so that there is something to lose.
            while (i % 2 == 1 && !process.HasExited && await CountAsync("select count(*) from scoring_run_range") == before) await Task.Delay(5);
            await Task.Delay(random.Next(0, 150));
            process.Kill();
            await process.WaitForExitAsync();
            if (await CountAsync("select count(*) from scoring_run where status = 2") > 0) inside++;
            // Spares the twenty seconds after which a silent node counts as dead; the last time they are waited for.
            if (i < Kills - 1) await DoAsync("update scoring_run set heartbeat_at = heartbeat_at - interval '1 minute' where status = 2");
        }

        inside.Should().BePositive("a run that ended before it was killed shows nothing");
        (await ScoreAsync()).ExitCode.Should().Be(0);
        (await HashAsync()).Should().Be(undisturbed);
        (await CountAsync("select count(*) from scoring_run where status <> 3")).Should().Be(0, "the runs that were killed are finished too");
    }

    private Task<Verb> ScoreAsync() => Verb.RunAsync(database.ConnectionString, "score", "--from", from);

    private async Task<string> HashAsync() =>
        (string)(await ScalarAsync("select md5(string_agg(md5(s::text), '' order by account_id, kind, day)) from score s"))!;

    private Task ForgetAsync() => DoAsync("truncate score, portfolio_day, portfolio_total, scoring_run, scoring_run_range");

    private async Task<long> CountAsync(string sql) => (long)(await ScalarAsync(sql))!;

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private async Task DoAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
