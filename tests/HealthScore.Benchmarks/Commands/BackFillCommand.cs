using System.CommandLine;
using HealthScore.Benchmarks.Benches;

namespace HealthScore.Benchmarks.Commands;

internal static class BackFillCommand
{
    // The ninety days before the first of twelve month ends.
    private const int MonthsOfReadings = 15;

    public static Command Create() => BenchCommand.Create(
        "backfill", "Past days scored in one pass, against one day.",
        new(repeats: 3, mostRepeats: 20, MonthsOfReadings), (context, _, ct) => new BackFillBench(context).RunAsync(ct));
}
