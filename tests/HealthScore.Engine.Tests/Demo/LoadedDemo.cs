using HealthScore.Domain.Primitives;
using HealthScore.Engine.Access;
using HealthScore.Engine.Demo;
using HealthScore.Engine.Storage;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HealthScore.Engine.Tests.Demo;

/// <summary>A database with the demo company in it, or one to load it into.</summary>
public sealed class LoadedDemo : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    public ServiceProvider Services { get; private set; } = null!;

    public NpgsqlDataSource Source => Services.GetRequiredService<NpgsqlDataSource>();

    public Result<DemoLoaded> Loaded { get; private set; } = null!;

    /// <summary>The last progress told.</summary>
    public int Told { get; private set; }

    public async Task InitializeAsync()
    {
        await PrepareAsync();
        Loaded = await LoadAsync(Actor.System, 300);
    }

    /// <summary>Only the empty database.</summary>
    public async Task PrepareAsync()
    {
        await _database.InitializeAsync();
        var services = new ServiceCollection().AddLogging();
        services.AddStorage(_database.ConnectionString).AddAccess().AddDemo();
        Services = services.BuildServiceProvider();
    }

    public async Task<Result<DemoLoaded>> LoadAsync(Actor actor, int accounts, int months = 18, IProgress<int>? progress = null, CancellationToken ct = default)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LoadDemoCompany>()
            .RunAsync(actor, new() { Accounts = accounts, Months = months, Today = Fieldnote.Today }, progress ?? new Teller(this), ct);
    }

    public HealthScoreDb Database() => Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContext();

    public async Task DisposeAsync()
    {
        await Services.DisposeAsync();
        await _database.DisposeAsync();
    }

    // Progress<T> tells on another thread, and late.
    private sealed class Teller(LoadedDemo demo) : IProgress<int>
    {
        public void Report(int value) => demo.Told = value;
    }
}
