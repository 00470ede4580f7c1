using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Access;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Demo;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.MyDay;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Portfolio;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HealthScore.Engine.Tests.Scoring.Runs;

/// <summary>A small demo company in a database of its own, a clock that is set, and the classes that score it.</summary>
public sealed class DemoRuns : IAsyncLifetime
{
    public const int Accounts = 80;

    private readonly TestDatabase _database = new();
    private ServiceProvider _services = null!;

    public static DateOnly Today { get; } = new(2026, 3, 18);

    public SettableTime Time { get; } = new(new DateTimeOffset(Today, new TimeOnly(9, 0), TimeSpan.Zero));

    public NpgsqlDataSource Source => _database.DataSource;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _services = Services(_database.ConnectionString);
        await using var scope = _services.CreateAsyncScope();
        var loaded = await scope.ServiceProvider.GetRequiredService<LoadDemoCompany>()
            .RunAsync(Actor.System, new DemoOptions { Accounts = Accounts, Months = 6, Today = Today }, null, default);
        loaded.IsOk.Should().BeTrue(loaded.Message);
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Sums of doubles may differ in the last bit with the order in which PostgreSQL adds them up.</summary>
    public static FluentAssertions.Equivalency.EquivalencyAssertionOptions<PortfolioView> Closely(FluentAssertions.Equivalency.EquivalencyAssertionOptions<PortfolioView> options) => options
        .Using<double>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-9)).WhenTypeIs<double>()
        .Using<double?>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-9)).WhenTypeIs<double?>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public HealthScoreDb Database() => Get<IDbContextFactory<HealthScoreDb>>().CreateDbContext();

    /// <summary>Another process on the same database, as far as our classes can tell.</summary>
    /// <param name="sizes">How it cuts.</param>
    /// <param name="settings">PostgreSQL's settings for its connections.</param>
    public ServiceProvider AnotherNode(RunSizes? sizes = null, string? settings = null) =>
        Services(settings is null ? _database.ConnectionString : new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Options = settings }.ConnectionString, sizes);

    public async Task<long> CountAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task DoAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<ScoringRun> BackFillAsync(DateOnly from, DateOnly to) =>
        await FinishAsync((await Get<StartRun>().BackFillAsync(Actor.System, from, to, default)).Value);

    public async Task<ScoringRun> BackFillMonthEndsAsync(DateOnly from, DateOnly to) =>
        await FinishAsync((await Get<StartRun>().BackFillMonthEndsAsync(Actor.System, from, to, default)).Value);

    public async Task<ScoringRun> ScoreNowAsync() => await FinishAsync((await Get<StartRun>().NowAsync(Actor.System, default)).Value);

    public async Task<ScoringRun> FinishAsync(long id)
    {
        while (await Get<RunScoring>().TakeUpAsync(default))
        {
        }

        return (await Get<ListRuns>().FindAsync(id, default))!;
    }

    /// <summary>One number for all that was scored between two days, to the last bit.</summary>
    public async Task<string> HashAsync(DateOnly from, DateOnly to)
    {
        await using var command = Source.CreateCommand(
            "select md5(string_agg(md5(s::text), '' order by account_id, kind, day)) from score s where day between $1 and $2");
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async Task ForgetAsync()
    {
        await using var db = Database();
        await db.Scores.ExecuteDeleteAsync();
        await db.PortfolioDays.ExecuteDeleteAsync();
        await db.PortfolioTotals.ExecuteDeleteAsync();
        await db.ScoringRuns.ExecuteDeleteAsync();
    }

    private ServiceProvider Services(string connectionString, RunSizes? sizes = null)
    {
        var configuration = new ConfigurationBuilder().Build();
        return new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(Time)
            .AddOrganisation(configuration).AddStorage(connectionString).AddAccess().AddAccounts().AddPortfolio().AddMyDay().AddScoring().AddSegments().AddJourneys().AddDemo()
            // Many stretches and ranges, as a large company has.
            .AddSingleton(sizes ?? new RunSizes { StretchAccountDays = 9 * Accounts, RangeAccountDays = 9 * 25 })
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }
}
