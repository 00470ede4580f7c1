using HealthScore.Benchmarks.Workloads;

namespace HealthScore.Benchmarks.Benches;

/// <summary>Past days in one pass against one day, each from a fresh copy of the workload.</summary>
internal sealed class BackFillBench(BenchContext context)
{
    private const string OneDay = "one day", Week = "seven days in one pass", Month = "thirty days in one pass";

    public async Task RunAsync(CancellationToken ct)
    {
        await context.Database.BackFillAsync(Workload.LastDay.AddDays(-1), Workload.LastDay.AddDays(-1), ct);
        for (var i = 0; i < context.Repeats; i++)
        {
            await MeasureAsync(OneDay, 1, ct);
            await MeasureAsync(Week, 7, ct);
            await MeasureAsync(Month, 30, ct);
        }

        context.Report.Compare(Week, OneDay);
        context.Report.Compare(Month, OneDay);
    }

    private async Task MeasureAsync(string name, int days, CancellationToken ct)
    {
        const string Copy = "measured_backfill_once";
        await using (var database = await WorkloadDatabase.CloneAsync(context.Server, context.Workload, Copy, ct))
        {
            await database.CheckpointAsync(ct);
            var scores = 0L;
            await context.Report.TimeAsync(name, async () => scores = (await database.BackFillAsync(Workload.LastDay.AddDays(1 - days), Workload.LastDay, ct)).ScoresWritten);
            context.Report.Of(name).Note = FormattableString.Invariant($"{scores:N0} scores");
        }

        await context.Server.DropAsync(Copy, ct);
    }
}
