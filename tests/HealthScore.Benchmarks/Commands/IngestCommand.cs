using System.CommandLine;
using HealthScore.Benchmarks.Benches;
using HealthScore.Benchmarks.Workloads;

namespace HealthScore.Benchmarks.Commands;

internal static class IngestCommand
{
    public static Command Create()
    {
        var plain = new Option<bool>("--plain") { Description = "Also into the narrow table with all months, as `nightly --plain` loads it." };
        var command = BenchCommand.Create(
            "ingest", "A day's readings, against a bare COPY of them and against rows with a key.",
            new(repeats: 5, mostRepeats: 20, Workload.UsualMonths), (context, parsed, ct) => new IngestBench(context).RunAsync(parsed.GetValue(plain), ct));
        command.Add(plain);
        return command;
    }
}
