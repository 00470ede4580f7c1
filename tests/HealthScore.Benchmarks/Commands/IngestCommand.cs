using System.CommandLine;
using HealthScore.Benchmarks.Benches;
using HealthScore.Benchmarks.Workloads;

namespace HealthScore.Benchmarks.Commands;

internal static class IngestCommand
{
    public static Command Create() => BenchCommand.Create(
        "ingest", "A day's readings, against a bare COPY of them and against rows with a key.",
        new(repeats: 5, mostRepeats: 20, Workload.UsualMonths), (context, _, ct) => new IngestBench(context).RunAsync(ct));
}
