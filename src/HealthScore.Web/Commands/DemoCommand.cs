using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Demo;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;

namespace HealthScore.Web.Commands;

internal static class DemoCommand
{
    public static Command Create()
    {
        var accounts = new Option<int>("--accounts") { Description = "How many accounts the demo company has (10 to 100,000).", DefaultValueFactory = _ => 300 };
        accounts.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 10 or > 100_000) r.AddError("--accounts is a number from 10 to 100,000.");
        });
        var command = new Command("demo", "Load a made-up company into an empty database, score it, and serve the web app.") { accounts, ServeCommand.Settings };
        command.SetAction((parsed, ct) => ServeCommand.RunAsync(parsed, (services, stop) => PrepareAsync(services, parsed.GetValue(accounts), stop), ct));
        return command;
    }

    private static async Task PrepareAsync(IServiceProvider services, int accounts, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var users = DemoUsers.All;
        var demo = scope.ServiceProvider.GetRequiredService<LoadDemoCompany>();
        if (!await demo.IsLoadedAsync(ct))
        {
            var watch = Stopwatch.StartNew();
            var clock = services.GetRequiredService<OrganisationClock>();
            var options = new DemoOptions { Accounts = accounts, Today = clock.Today };
            Console.WriteLine($"Loading the demo company: {accounts.ToString("N0", CultureInfo.InvariantCulture)} accounts over {options.Months} months.");
            UserFaultException.Unless(await demo.RunAsync(Actor.System, options, null, ct));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Loaded in {watch.Elapsed.TotalSeconds:N1} s. Scoring its past."));
            await ScoreAsync(services, clock, options, ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ready after {watch.Elapsed.TotalSeconds:N1} s."));
        }

        Console.WriteLine("Sign in as:");
        foreach (var user in users) Console.WriteLine($"  {user.Role.Name(),-10}  {user.Email}  password {user.Password}");
    }

    private static async Task ScoreAsync(IServiceProvider services, OrganisationClock clock, DemoOptions options, CancellationToken ct)
    {
        var (start, scoring) = (services.GetRequiredService<StartRun>(), services.GetRequiredService<RunScoring>());
        await scoring.FinishAsync(UserFaultException.Unless(await start.BackFillAsync(Actor.System, clock.Today.AddMonths(-options.Months), clock.Yesterday, ct)), ct);
        await scoring.FinishAsync(UserFaultException.Unless(await start.NowAsync(Actor.System, ct)), ct);
    }
}
