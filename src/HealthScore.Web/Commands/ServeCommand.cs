using System.CommandLine;
using HealthScore.Engine.Schedule;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Scoring.Live;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Web.Shell;
using Serilog;

namespace HealthScore.Web.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serve the web app and run the nightly scoring (this is what happens without a verb).") { SettingsArgument.All };
        command.SetAction((parsed, ct) => RunAsync(parsed, demo: null, ct));
        return command;
    }

    /// <summary>Settings, features, database, jobs, pipeline: the whole start of the web app in the order in which it happens.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, CancellationToken, Task>? demo, CancellationToken ct)
    {
        var builder = Builder(parsed.Settings());
        await using var database = await Database.OpenAsync(builder.Configuration, ct);
        builder.Services.AddEngine(builder.Configuration, database.ConnectionString);
        builder.Services.AddHostedService(s => s.GetRequiredService<ChangeFeed>());
        builder.Services.AddHostedService(s => s.GetRequiredService<LiveWorker>());
        builder.Services.AddSchedule(builder.Configuration, database.ConnectionString);
        builder.Services.AddHealthScoreWeb();
        await using var app = builder.Build();
        app.MapHealthScoreWeb();
        SettingsCheck.Run(app.Services);
        await Migrator.MigrateAsync(database.ConnectionString, ct);
        if (demo is not null) await demo(app.Services, ct);
        await app.StartAsync(ct);
        Console.WriteLine($"HealthScore is at {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    internal static WebApplicationBuilder Builder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot(args) });
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.ClearProviders().AddSerilog(new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).CreateLogger(), dispose: true);
        return builder;
    }

    // The settings lie beside the program, whichever folder it is started from. A host that tests us names its own root.
    private static string? ContentRoot(string[] args) =>
        args.Any(a => a.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase)) ? null : AppContext.BaseDirectory;
}
