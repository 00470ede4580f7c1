using System.Diagnostics;
using System.Globalization;
using HealthScore.Benchmarks.Databases;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Demo;
using HealthScore.Engine.Segments;

namespace HealthScore.Benchmarks.Workloads;

/// <summary>
/// The demo company with its past in a database of its own, made once: contacts, touches, goals, milestones and risks as well as readings,
/// three kinds of scores of the last month ends and, one by one, of the last days.
/// </summary>
internal static class DemoDatabase
{
    private const int MonthEnds = 13;
    private const int OnTheList = 500;
    private const int Most = 1_000_000;

    /// <summary>The last day that is scored for good.</summary>
    public static readonly DateOnly LastDay = Workload.LastDay;

    public static async Task<BenchDatabase> CloneAsync(BenchServer server, int accounts, int days, string name, CancellationToken ct)
    {
        var template = $"demo_{accounts}_{days}";
        if (!await server.HasAsync(template, ct)) await server.MakeAsync(template, to => LoadAsync(to, accounts, days, ct), ct);
        await server.CloneAsync(name, template, ct);
        await WorkloadDatabase.MigrateAsync(server.To(name), ct);
        return BenchDatabase.Open(server.To(name));
    }

    private static async Task LoadAsync(string connectionString, int accounts, int days, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await WorkloadDatabase.MigrateAsync(connectionString, ct);
        await using var database = BenchDatabase.Open(connectionString);
        await LoadAsync(database, accounts, ct);
        // Before the days are there: a vacuum of the tables that the scores are made from.
        await database.VacuumAsync(ct);
        var daily = LastDay.AddDays(1 - days);
        await database.BackFillMonthEndsAsync(LastDay.AddMonths(-MonthEnds), daily.AddDays(-1), ct);
        await database.BackFillAsync(daily, LastDay, ct);
        await MakeListAsync(database, ct);
        await database.ForgetMarksAsync(ct);
        await database.VacuumAsync(ct);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Loaded and scored the demo company of {accounts:N0} accounts in {watch.Elapsed.TotalSeconds:N0} s."));
    }

    private static async Task LoadAsync(BenchDatabase database, int accounts, CancellationToken ct)
    {
        await using var scope = database.Scope();
        Check(await scope.Get<LoadDemoCompany>().RunAsync(Actor.System, new() { Accounts = accounts, Today = LastDay.AddDays(1) }, null, ct));
    }

    private static async Task MakeListAsync(BenchDatabase database, CancellationToken ct)
    {
        var chosen = Check(await database.Get<SelectAccounts>().RunAsync(Actor.System, new() { SegmentId = 1 }, Most, ct));
        var lists = database.Get<AccountLists>();
        Check(await lists.PutAsync(Actor.System, Check(await lists.MakeAsync(Actor.System, "Key accounts", ct)), [.. chosen.Take(OnTheList)], isOn: true, ct));
    }

    private static T Check<T>(Result<T> result) => result.IsOk ? result.Value : throw new InvalidOperationException(result.Message);
}
