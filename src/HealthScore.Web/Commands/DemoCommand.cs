using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Demo;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;

namespace HealthScore.Web.Commands;

internal static class DemoCommand
{
    private const int MostScoredDaily = 1000;
    private const int ComparedDays = 30;
    private const int RecentDays = 7;

    public static Command Create()
    {
        var accounts = new Option<int>("--accounts") { Description = "How many accounts the demo company has (10 to 100,000).", DefaultValueFactory = _ => 300 };
        accounts.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 10 or > 100_000) r.AddError("--accounts is a number from 10 to 100,000.");
        });
        var command = new Command("demo", "Load a made-up company into an empty database, score it, and serve the web app.") { accounts, SettingsArgument.All };
        command.SetAction((parsed, ct) => ServeCommand.RunAsync(parsed, (services, stop) => PrepareAsync(services, parsed.GetValue(accounts), stop), ct));
        return command;
    }

    private static async Task PrepareAsync(IServiceProvider services, int accounts, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var users = DemoUsers.All;
        var demo = scope.ServiceProvider.GetRequiredService<LoadDemoCompany>();
        var watch = Stopwatch.StartNew();
        var clock = services.GetRequiredService<OrganisationClock>();
        var options = new DemoOptions { Accounts = accounts, Today = clock.Today };
        if (!await demo.IsLoadedAsync(ct))
        {
            Console.WriteLine($"Loading the demo company: {accounts.ToString("N0", CultureInfo.InvariantCulture)} accounts over {options.Months} months.");
            UserFaultException.Unless(await demo.RunAsync(Actor.System, options, Progress(accounts), ct));
        }

        // Asked apart from the load: a start that was killed in between is made good by the next one.
        if (!await services.GetRequiredService<ListRuns>().HasFinishedAsync(ct))
        {
            Console.WriteLine("Scoring its past.");
            await ScoreAsync(services, clock, options, ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ready after {watch.Elapsed.TotalSeconds:N1} s."));
        }

        Console.WriteLine("Sign in as:");
        foreach (var user in users) Console.WriteLine($"  {user.Role.Name(),-10}  {user.Email}  password {user.Password}");
    }

    private static Progress<int>? Progress(int accounts) => accounts < 10_000 ? null : new(done =>
    {
        if (done % 10_000 == 0) Console.WriteLine($"  {done.ToString("N0", CultureInfo.InvariantCulture)} accounts");
    });

    // A small demo has its past day by day; a large one the month ends, the day the pages compare with, and the last week.
    private static async Task ScoreAsync(IServiceProvider services, OrganisationClock clock, DemoOptions options, CancellationToken ct)
    {
        var (start, scoring) = (services.GetRequiredService<StartRun>(), services.GetRequiredService<RunScoring>());
        var (first, last) = (clock.Today.AddMonths(-options.Months), clock.Yesterday);
        if (options.Accounts <= MostScoredDaily) await FinishAsync(await start.BackFillAsync(Actor.System, first, last, ct));
        else
        {
            // In order, because a day's bands follow from those before it.
            var compared = clock.Today.AddDays(-ComparedDays);
            var monthEnd = new DateOnly(compared.Year, compared.Month, 1).AddMonths(1).AddDays(-1);
            await FinishAsync(await start.BackFillMonthEndsAsync(Actor.System, first, compared.AddDays(-1), ct));
            await FinishAsync(await start.BackFillAsync(Actor.System, compared.AddDays(-1), compared, ct));
            if (monthEnd <= last.AddDays(-RecentDays)) await FinishAsync(await start.BackFillAsync(Actor.System, monthEnd, monthEnd, ct));
            await FinishAsync(await start.BackFillAsync(Actor.System, last.AddDays(1 - RecentDays), last, ct));
        }

        await FinishAsync(await start.NowAsync(Actor.System, ct));

        async Task FinishAsync(Result<long> queued)
        {
            var run = await scoring.FinishAsync(UserFaultException.Unless(queued), ct);
            if (run.Status != RunStatus.Finished) throw new InvalidOperationException(run.Error ?? $"Run {run.Id} ended as {run.Status}.");
        }
    }
}
