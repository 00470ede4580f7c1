using System.CommandLine;
using System.Globalization;
using HealthScore.Benchmarks.Benches;
using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Measuring;
using HealthScore.Benchmarks.Workloads;

namespace HealthScore.Benchmarks.Commands;

/// <summary>A verb: it opens a fresh copy of the workload, measures on it, and prints what it found.</summary>
internal static class BenchCommand
{
    public static Command Create(string name, string description, BenchOptions options, Func<BenchContext, ParseResult, CancellationToken, Task> measure)
    {
        var command = new Command(name, description);
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var settings = options.Read(parsed);
            await using var server = await BenchServer.StartAsync(settings.Data?.FullName, settings.Keep, ct);
            var workload = new Workload(settings.Accounts, settings.Months);
            var report = new Report(name, settings.Accounts);
            Machine machine;
            await using (var database = await WorkloadDatabase.CloneAsync(server, workload, $"measured_{name}", ct))
            {
                machine = Machine.Of(await server.VersionAsync(ct));
                await measure(new(server, database, workload, settings.Repeats, report), parsed, ct);
            }

            if (!settings.Keep) await server.DropAsync($"measured_{name}", ct);
            Console.WriteLine($"{name}, {settings.Accounts.ToString("N0", CultureInfo.InvariantCulture)} accounts; {machine}");
            Console.WriteLine();
            ReportTable.Write(report, Console.Out);
            if (settings.Json is { } json) await ReportJson.WriteAsync(report, machine, json.FullName, ct);
            return 0;
        });
        return command;
    }
}
