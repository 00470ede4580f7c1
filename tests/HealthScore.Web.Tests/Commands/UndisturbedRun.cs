using System.Globalization;
using HealthScore.Tests;
using HealthScore.Web.Commands;
using HealthScore.Web.Tests.Demo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HealthScore.Web.Tests.Commands;

/// <summary>A demo company, and what a run comes to that nobody disturbs.</summary>
public sealed class UndisturbedRun : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    // Long enough to be cut into six ranges; most of these days are before the first customer and cost nothing.
    public static string From { get; } = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-3000).ToString("O", CultureInfo.InvariantCulture);

    public string ConnectionString => _database.ConnectionString;

    public string Hash { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        var configuration = new ConfigurationBuilder().Build();
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddEngine(configuration, ConnectionString).BuildServiceProvider();
        await DemoCompany.LoadAsync(services, accounts: 180, months: 6);
        (await Verb.RunAsync(ConnectionString, "score", "--from", From)).ExitCode.Should().Be(0);
        Hash = await HashAsync();
    }

    public Task DisposeAsync() => _database.DisposeAsync();

    public Task ForgetAsync() => DoAsync("truncate score, portfolio_day, portfolio_total, scoring_run, scoring_run_range, scoring_run_node");

    public async Task<string> HashAsync() =>
        (string)(await ScalarAsync("select md5(string_agg(md5(s::text), '' order by account_id, kind, day)) from score s"))!;

    public async Task<string> TextAsync(string sql) => (string)(await ScalarAsync(sql))!;

    public async Task<long> CountAsync(string sql) => (long)(await ScalarAsync(sql))!;

    public async Task DoAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Lets nobody write a score until something is done.</summary>
    public async Task HoldScoresAsync(Func<Task> until)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("lock table score in share row exclusive mode", connection);
        await command.ExecuteNonQueryAsync();
        await until();
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
