using System.Globalization;
using HealthScore.Engine.Storage.Embedded;
using HealthScore.Tests;
using HealthScore.Web.Commands;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HealthScore.Web.Tests.Demo;

/// <summary>
/// The demo company, scored over a year: made once in a process, and copied for whoever works on it.
/// <c>HEALTHSCORE_DEMO_ACCOUNTS</c> makes it larger than 300 accounts; <c>HEALTHSCORE_DEMO_DATA</c> names a data folder that the verb demo has filled, which is worked on as it is.
/// </summary>
internal sealed class DemoDatabase
{
    private static readonly int Accounts = int.Parse(Environment.GetEnvironmentVariable("HEALTHSCORE_DEMO_ACCOUNTS") ?? "300", CultureInfo.InvariantCulture);
    private static readonly string? Prepared = Environment.GetEnvironmentVariable("HEALTHSCORE_DEMO_DATA");
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);
    private EmbeddedPostgres? server;
    private string? copy;

    public async Task<string> OpenAsync()
    {
        if (Prepared is null) return copy = await TestPostgres.CloneAsync(await Made.Value);
        server = await EmbeddedPostgres.StartAsync(new(Prepared));
        return server.ConnectionString;
    }

    public async Task CloseAsync()
    {
        if (copy is not null) await TestPostgres.DropAsync(copy);
        if (server is not null) await server.DisposeAsync();
    }

    private static async Task<string> MakeAsync()
    {
        var connectionString = await TestPostgres.CloneAsync();
        var configuration = new ConfigurationBuilder().Build();
        await using (var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddEngine(configuration, connectionString).BuildServiceProvider())
        {
            await DemoCompany.LoadAsync(services, Accounts);
            await DemoCompany.ScoreAsync(services, months: 12);
        }

        // What is copied must have no guests.
        NpgsqlConnection.ClearAllPools();
        return new NpgsqlConnectionStringBuilder(connectionString).Database!;
    }
}
