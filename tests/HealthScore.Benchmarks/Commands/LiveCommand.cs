using System.CommandLine;
using HealthScore.Benchmarks.Benches;
using HealthScore.Benchmarks.Workloads;

namespace HealthScore.Benchmarks.Commands;

internal static class LiveCommand
{
    public static Command Create() => BenchCommand.Create(
        "live", "From a reading to its stored score, one by one and as a stream; one account in a hundred against a night's run.",
        new(repeats: 5, mostRepeats: 15, Workload.UsualMonths), (context, _, ct) => new LiveBench(context).RunAsync(ct));
}
