using HealthScore.Benchmarks.Measuring;
using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Preview;

namespace HealthScore.Benchmarks.Benches;

/// <summary>
/// A draft of one model for all accounts, with the twenty measures of the workload's models and beside as many published scores,
/// against the night that made those.
/// </summary>
internal sealed class PreviewBench(BenchContext context)
{
    private const string Night = "night's run", Look = "preview of the last day", Trend = "restated trend of twelve months";

    private static readonly PreviewSubject Subject = new(ScoreKind.Risk, null, null, WorkloadModels.Definition(1, 1));

    public async Task RunAsync(CancellationToken ct)
    {
        var (database, report) = (context.Database, context.Report);
        var first = Workload.LastDay.AddDays(-context.Repeats - 1);
        await database.NightAfterAsync(first, ct);
        await database.NightAfterAsync(first.AddDays(1), ct);
        for (var day = first.AddDays(2); day <= Workload.LastDay; day = day.AddDays(1))
        {
            await database.CheckpointAsync(ct);
            await report.TimeAsync(Night, () => database.NightAfterAsync(day, ct));
        }

        // The published scores that the draft is put beside.
        await using (var connection = await database.Source.OpenConnectionAsync(ct)) await WorkloadSql.CopyScoresAsync(connection, Workload.LastDay, ScoreKind.Health, Subject.Kind, ct);
        await LookAsync(ct);
        await using var memory = MemoryWatch.Start();
        for (var i = 0; i < context.Repeats; i++)
        {
            await report.TimeAsync(Look, () => LookAsync(ct));
            await report.TimeAsync(Trend, async () => Check((await database.Get<RestateTrend>().RunAsync(Actor.System, Subject, Workload.LastDay, null, ct)).Value!.Months[^1].Restated.Sum(b => b.Accounts)));
        }

        report.Of(Look).Note = FormattableString.Invariant($"{context.Workload.Accounts:N0} accounts");
        report.Of("peak memory, managed heap", "MB").Add(memory.HeapPeak);
        report.Compare(Look, Night, "≤ 1");
        report.Compare(Trend, Night, "≤ 3");
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var preview = (await context.Database.Get<PreviewModel>().RunAsync(Actor.System, Subject, null, ct)).Value!;
        Check(preview.Accounts.Count(a => a.VersionBefore > 0));
    }

    private void Check(int accounts)
    {
        if (accounts != context.Workload.Accounts) throw new InvalidOperationException($"{accounts} of {context.Workload.Accounts} accounts were scored.");
    }
}
