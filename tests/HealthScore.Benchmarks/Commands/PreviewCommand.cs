using System.CommandLine;
using HealthScore.Benchmarks.Benches;

namespace HealthScore.Benchmarks.Commands;

internal static class PreviewCommand
{
    // The ninety days before the first of twelve month ends.
    private const int MonthsOfReadings = 15;

    public static Command Create() => BenchCommand.Create(
        "preview", "A draft scored for all accounts without storing anything, today and at twelve month ends, against a night's run.",
        new(repeats: 3, mostRepeats: 15, MonthsOfReadings), (context, _, ct) => new PreviewBench(context).RunAsync(ct));
}
