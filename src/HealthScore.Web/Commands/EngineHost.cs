using System.CommandLine;
using HealthScore.Engine.Storage;

namespace HealthScore.Web.Commands;

/// <summary>Engine without screen or schedule, for a verb: opened on a migrated database, closed when the verb ends.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    private readonly Database _database;
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;

    private EngineHost(Database database, ServiceProvider services, IConfiguration configuration)
    {
        (_database, _services, Configuration) = (database, services, configuration);
        _scope = services.CreateAsyncScope();
    }

    public IConfiguration Configuration { get; }
    public Database Database => _database;

    public static async Task<EngineHost> OpenAsync(ParseResult parsed, CancellationToken ct, bool migrate = true)
    {
        var configuration = ServeCommand.Builder(parsed.Settings()).Configuration;
        var database = await Database.OpenAsync(configuration, ct);
        if (migrate) await Migrator.MigrateAsync(database.ConnectionString, ct);
        var services = new ServiceCollection().AddLogging(l => l.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<IConfiguration>(configuration).AddEngine(configuration, database.ConnectionString).BuildServiceProvider();
        SettingsCheck.Run(services);
        return new(database, services, configuration);
    }

    public T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }
}
