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
    /// <summary>What a report calls the most memory that this process held.</summary>
    public const string PeakMemory = "peak memory, resident";

    /// <param name="name">The verb.</param>
    /// <param name="description">What it measures.</param>
    /// <param name="options">What it may be asked.</param>
    /// <param name="measure">Measures.</param>
    /// <param name="open">Opens what is measured on, under the name given; null: a copy of the workload.</param>
    public static Command Create(
        string name, string description, BenchOptions options, Func<BenchContext, ParseResult, CancellationToken, Task> measure,
        Func<BenchServer, BenchSettings, string, ParseResult, CancellationToken, Task<BenchDatabase>>? open = null)
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
            var measured = $"measured_{name}";
            await using (var database = open is null ? await WorkloadDatabase.CloneAsync(server, workload, measured, ct) : await open(server, settings, measured, parsed, ct))
            {
                machine = Machine.Of(await server.VersionAsync(ct));
                await measure(new(server, database, workload, settings.Repeats, report), parsed, ct);
            }

            // What the program that is measured held at most, its loading of the workload included.
            if (MemoryWatch.ResidentPeak is { } resident && !report.Has(PeakMemory)) report.Of(PeakMemory, "MB").Add(resident);

            if (!settings.Keep) await server.DropAsync(measured, ct);
            Console.WriteLine($"{name}, {settings.Accounts.ToString("N0", CultureInfo.InvariantCulture)} accounts; {machine}");
            Console.WriteLine();
            ReportTable.Write(report, Console.Out);
            if (settings.Json is { } json) await ReportJson.WriteAsync(report, machine, json.FullName, ct);
            return 0;
        });
        return command;
    }
}
