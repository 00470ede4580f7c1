using System.Collections.Concurrent;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>What a node does with a run that it has taken: stretch by stretch, range by range, leaving out what is done.</summary>
internal sealed class RunWork(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, RunSizes sizes, DateOnly yesterday, ILogger log)
{
    /// <summary>Scores, and gives the peers of the last day, where any account was ranked.</summary>
    public async Task<(RunStatus Status, PeerDistribution? Peers)> DoAsync(long id, long token, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var settings = await ScoringSettings.LoadAsync(db, ct);
        var run = await db.ScoringRuns.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        var accounts = await HistorySql.AccountIdsAsync(source, run.From, run.To, ct);
        var done = await db.ScoringRunRanges.AsNoTracking().Where(r => r.RunId == id).ToListAsync(ct);
        // Cut as it was at the first try, however many accounts there are by now: what is done is known by the days it began with.
        var stretchDays = run.StretchDays ?? RunPlan.StretchDays(accounts.Length, sizes);
        var stretches = RunPlan.Stretches(run, stretchDays).ToList();
        await db.ScoringRuns.Where(r => r.Id == id && r.Token == token)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.AccountsTotal, (long)accounts.Length * stretches.Count).SetProperty(x => x.StretchDays, stretchDays), ct);
        PeerDistribution? peers = null;
        foreach (var stretch in stretches)
        {
            var isLast = stretch == stretches[^1];
            var hasFinal = await PrepareAsync(stretch, ct);
            var ranges = RunPlan.Ranges(accounts, stretch, done, hasFinal, sizes).ToArray();
            var scorer = new StretchScorer(source, readings, settings, run, token, stretch, hasFinal, yesterday);
            var needsPeers = scorer.NeedsPeers && (isLast || ranges.Any(r => r.Left.Count > 0));
            if (await ScoreAsync(scorer, accounts, ranges, needsPeers, ct)) return (RunStatus.Cancelled, null);
            if (isLast && needsPeers) peers = scorer.LastPeers;
        }

        return (RunStatus.Finished, peers);
    }

    // Whether the stretch has final scores already.
    private async Task<bool> PrepareAsync(DayStretch stretch, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await ScoreSql.EnsureMonthsAsync(connection, stretch.From, stretch.To, ct);
        return await ScoreSql.AnyFinalAsync(connection, stretch.From, stretch.To, ct);
    }

    // True when a person asked to stop.
    private async Task<bool> ScoreAsync(StretchScorer scorer, long[] accounts, AccountRange[] ranges, bool needsPeers, CancellationToken ct)
    {
        var isCancelled = false;
        var left = ranges.Where(r => r.Left.Count > 0).ToArray();
        // Read while the data is passed over; nothing is scored without.
        var states = left.Length > 0 ? BandStates.LoadAsync(source, accounts, scorer.Stretch.From, ct) : Task.FromResult<BandStates?>(null);
        try
        {
            if (needsPeers) await MeasureThenScoreAsync();
            else await EachAsync(left, async (range, stop) => await FinishAsync(range, await scorer.MeasureAsync(range, stop), stop), ct);
        }
        finally
        {
            // Its failure is told by the ranges that asked for it.
            await Task.WhenAny(states);
        }

        return isCancelled;

        async Task MeasureThenScoreAsync()
        {
            using var spill = new Spill();
            var kept = new ConcurrentDictionary<AccountRange, (long, int)>();
            await EachAsync(ranges, async (range, stop) => kept[range] = await spill.KeepAsync((await scorer.MeasureAsync(range, stop)).Bytes, stop), ct);
            scorer.KnowPeers();
            await EachAsync(left, async (range, stop) => await FinishAsync(range, new MeasuredRange(scorer.Settings, await spill.TakeAsync(kept[range], stop)), stop), ct);
        }

        async Task FinishAsync(AccountRange range, MeasuredRange measured, CancellationToken stop)
        {
            if (Volatile.Read(ref isCancelled)) return;
            if (await scorer.ScoreAsync(range, measured, (await states)!, stop)) Volatile.Write(ref isCancelled, true);
            await TellAsync(stop);
        }
    }

    // Nothing depends on a message arriving.
    private async Task TellAsync(CancellationToken ct)
    {
        try
        {
            await ChangeSql.NotifyAsync(source, Change.Run, ct);
        }
        catch (NpgsqlException e)
        {
            log.LogWarning("The progress of a run could not be told: {Message}", e.Message);
        }
    }

    private static Task EachAsync(AccountRange[] ranges, Func<AccountRange, CancellationToken, ValueTask> work, CancellationToken ct) =>
        Parallel.ForEachAsync(ranges, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, work);
}
