using System.CommandLine;
using HealthScore.Benchmarks.Benches;
using HealthScore.Benchmarks.Workloads;

namespace HealthScore.Benchmarks.Commands;

internal static class NightlyCommand
{
    public static Command Create()
    {
        var plain = new Option<bool>("--plain") { Description = "Also run the statement that a data team would write, on one row per reading. Loading that table takes minutes at 100,000 accounts: `--plain false` leaves it out.", DefaultValueFactory = _ => true };
        var command = BenchCommand.Create(
            "nightly", "A night's run, against reading its input and writing its output with nothing in between.",
            new(repeats: 5, mostRepeats: 15, Workload.UsualMonths), (context, parsed, ct) => new NightlyBench(context).RunAsync(parsed.GetValue(plain), ct));
        command.Add(plain);
        return command;
    }
}
