using System.CommandLine;
using HealthScore.Benchmarks.Benches;
using HealthScore.Benchmarks.Workloads;

namespace HealthScore.Benchmarks.Commands;

internal static class PagesCommand
{
    public static Command Create()
    {
        var days = new Option<int>("--days") { Description = "How many of the last days are scored one by one (31 to 366).", DefaultValueFactory = _ => 90 };
        days.Validators.Add(r => { if (r.GetValueOrDefault<int>() is < 31 or > 366) r.AddError("--days is a number from 31 to 366."); });
        var command = BenchCommand.Create(
            "pages", "Every query that a page runs, over the demo company, for a user who sees all and for a CSM with their own accounts.",
            new(repeats: 30, mostRepeats: 1000), (context, _, ct) => new PagesBench(context).RunAsync(ct),
            (server, settings, name, parsed, ct) => DemoDatabase.CloneAsync(server, settings.Accounts, parsed.GetValue(days), name, ct));
        command.Add(days);
        return command;
    }
}
