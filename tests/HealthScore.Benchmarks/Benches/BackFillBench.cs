using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Scoring;

namespace HealthScore.Benchmarks.Benches;

/// <summary>Past days in one pass against one day, each from a fresh copy of the workload.</summary>
internal sealed class BackFillBench(BenchContext context)
{
    private const string OneDay = "one day", MonthEnds = "twelve month ends in one pass", Month = "thirty days in one pass";

    public async Task RunAsync(CancellationToken ct)
    {
        // Compiles the code; nothing of it is in the copies.
        await context.Database.BackFillAsync(Workload.LastDay, Workload.LastDay, ct);
        for (var i = 0; i < context.Repeats; i++)
        {
            await MeasureAsync(OneDay, d => d.BackFillAsync(Workload.LastDay, Workload.LastDay, ct), ct);
            await MeasureAsync(MonthEnds, d => d.BackFillMonthEndsAsync(Workload.LastDay.AddMonths(-11), Workload.LastDay, ct), ct);
            await MeasureAsync(Month, d => d.BackFillAsync(Workload.LastDay.AddDays(-29), Workload.LastDay, ct), ct);
        }

        context.Report.Compare(MonthEnds, OneDay, "≤ 3");
        context.Report.Compare(Month, OneDay);
    }

    private async Task MeasureAsync(string name, Func<BenchDatabase, Task<ScoringRun>> score, CancellationToken ct)
    {
        const string Copy = "measured_backfill_once";
        await using (var database = await WorkloadDatabase.CloneAsync(context.Server, context.Workload, Copy, ct))
        {
            await database.CheckpointAsync(ct);
            var scores = 0L;
            await context.Report.TimeAsync(name, async () => scores = (await score(database)).ScoresWritten);
            context.Report.Of(name).Note = FormattableString.Invariant($"{scores:N0} scores");
        }

        await context.Server.DropAsync(Copy, ct);
    }
}
