using System.CommandLine;

namespace HealthScore.Benchmarks.Commands;

/// <summary>One verb for each figure of docs/performance.md.</summary>
internal static class CommandLine
{
    public static Task<int> RunAsync(string[] args) => new RootCommand("Measures HealthScore beside yardsticks, both in the same run on the same machine.")
    {
        NightlyCommand.Create(),
        IngestCommand.Create(),
        BackFillCommand.Create(),
        PagesCommand.Create(),
        LiveCommand.Create(),
        PreviewCommand.Create(),
    }.Parse(args).InvokeAsync();
}
