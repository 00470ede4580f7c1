using System.CommandLine;
using HealthScore.Benchmarks.Benches;
using HealthScore.Benchmarks.Workloads;

namespace HealthScore.Benchmarks.Commands;

internal static class BackFillCommand
{
    public static Command Create() => BenchCommand.Create(
        "backfill", "Past days scored in one pass, against one day.",
        new(repeats: 3, mostRepeats: 20, Workload.UsualMonths), (context, _, ct) => new BackFillBench(context).RunAsync(ct));
}
