using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Access;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Demo;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.MyDay;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Portfolio;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HealthScore.Benchmarks.Databases;

/// <summary>Engine on one database, with a clock that can be set.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly ServiceProvider _services;

    private BenchDatabase(string connectionString)
    {
        _connectionString = connectionString;
        var configuration = new ConfigurationBuilder().Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(Time)
            .AddOrganisation(configuration).AddStorage(connectionString).AddAccess().AddDemo().AddAccounts().AddJourneys().AddPortfolio().AddMyDay().AddIngest().AddMetricCatalogue().AddScoring().AddSegments().AddReports()
            .AddSingleton<LoadWorkload>().BuildServiceProvider();
        Time.SetDay(Workload.LastDay.AddDays(1));
    }

    public static BenchDatabase Open(string connectionString) => new(connectionString);

    /// <summary>The same database as a program that has just started sees it.</summary>
    public BenchDatabase OpenAgain() => new(_connectionString);

    public ShiftedTime Time { get; } = new();

    public NpgsqlDataSource Source => Get<NpgsqlDataSource>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>For what is made anew for each piece of work.</summary>
    public BenchScope Scope() => new(_services.CreateAsyncScope());

    /// <summary>What a live score leaves behind for whoever remembers sums.</summary>
    public async Task NewsAsync(CancellationToken ct)
    {
        await using var connection = await Source.OpenConnectionAsync(ct);
        await ServerSql.TellNewsAsync(connection, ct);
    }

    /// <summary>Lets the night after a day come, and works it off.</summary>
    public async Task<ScoringRun> NightAfterAsync(DateOnly day, CancellationToken ct)
    {
        Time.SetDay(day.AddDays(1));
        var id = await Get<StartRun>().NightlyAsync(ct) ?? throw new InvalidOperationException($"No nightly run is due after {day:yyyy-MM-dd}.");
        return await FinishAsync(id, ct);
    }

    public async Task<ScoringRun> BackFillAsync(DateOnly from, DateOnly to, CancellationToken ct) =>
        await FinishAsync(Queued(await Get<StartRun>().BackFillAsync(Actor.System, from, to, ct)), ct);

    public async Task<ScoringRun> BackFillMonthEndsAsync(DateOnly from, DateOnly to, CancellationToken ct) =>
        await FinishAsync(Queued(await Get<StartRun>().BackFillMonthEndsAsync(Actor.System, from, to, ct)), ct);

    /// <summary>Accounts whose readings changed wait for nobody's live scores: those are measured by themselves.</summary>
    public async Task ForgetMarksAsync(CancellationToken ct)
    {
        await using var connection = await Source.OpenConnectionAsync(ct);
        await ServerSql.ForgetMarksAsync(connection, ct);
    }

    public async Task CheckpointAsync(CancellationToken ct)
    {
        await using var connection = await Source.OpenConnectionAsync(ct);
        await ServerSql.CheckpointAsync(connection, ct);
    }

    public async Task VacuumAsync(CancellationToken ct)
    {
        await using var connection = await Source.OpenConnectionAsync(ct);
        await ServerSql.VacuumAsync(connection, ct);
    }

    public async Task<long> SizeAsync(string table, CancellationToken ct)
    {
        await using var connection = await Source.OpenConnectionAsync(ct);
        return await ServerSql.SizeAsync(connection, table, ct);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static long Queued(Result<long> run) => run.IsOk ? run.Value : throw new InvalidOperationException(run.Message);

    private async Task<ScoringRun> FinishAsync(long id, CancellationToken ct)
    {
        var run = await Get<RunScoring>().FinishAsync(id, ct);
        return run.Status == RunStatus.Finished ? run : throw new InvalidOperationException(run.Error ?? $"Run {id} ended as {run.Status}.");
    }
}

/// <summary>One piece of work's own services.</summary>
internal sealed class BenchScope(AsyncServiceScope scope) : IAsyncDisposable
{
    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
