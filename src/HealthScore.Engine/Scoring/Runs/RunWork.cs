using System.Collections.Concurrent;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Live;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>
/// What a node does in a run, alone or with others: stretch by stretch it claims ranges to measure until all are measured, and then
/// ranges to score until all are scored.
/// </summary>
internal sealed class RunWork(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, RunSizes sizes, DateOnly yesterday, RunNode node, ILogger log)
{
    // How long it waits before it asks again whether the others are ready.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Scores until all is done, and gives the peers of the last day, none where no account is ranked.</summary>
    public async Task<(RunStatus Status, PeerDistribution? Peers)> DoAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var settings = await ScoringSettings.LoadAsync(db, ct);
        var run = await db.ScoringRuns.AsNoTracking().SingleAsync(r => r.Id == node.RunId, ct);
        var accounts = await HistorySql.AccountIdsAsync(source, run.From, run.To, ct);
        // Cut as it was at the first try, however many accounts there are by now: what is done is known by the days it began with.
        var (stretchDays, cutFrom) = await RunSql.AgreeAsync(source, node, RunPlan.StretchDays(accounts.Length, sizes), days => (long)accounts.Length * RunPlan.Stretches(run, days).Count(), ct);
        var peers = PeerDistribution.None;
        foreach (var stretch in RunPlan.Stretches(run, stretchDays).Where(s => s.To >= (cutFrom ?? s.To)))
        {
            var hasFinal = await PrepareAsync(stretch, ct);
            await RangeSql.CutAsync(source, node, stretch, done => RunPlan.Ranges(accounts, done, RunPlan.RangeSize(stretch, hasFinal, sizes)), ct);
            var scorer = new StretchScorer(source, readings, settings, run, node, stretch, hasFinal, yesterday);
            if (!await ScoreAsync(scorer, accounts, ct)) return (RunStatus.Cancelled, null);
            peers = scorer.NeedsPeers ? scorer.LastPeers : PeerDistribution.None;
        }

        return (RunStatus.Finished, peers);
    }

    // Whether the stretch has final scores already.
    private async Task<bool> PrepareAsync(DayStretch stretch, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        // Waits for a live score that was begun before midnight, and keeps nobody out.
        if (stretch.To >= yesterday) await LiveSql.KeepOutAsync(connection, ct);
        await ScoreSql.EnsureMonthsAsync(connection, stretch.From, stretch.To, ct);
        return await ScoreSql.AnyFinalAsync(connection, stretch.From, stretch.To, ct);
    }

    // False when a person asked to stop.
    private async Task<bool> ScoreAsync(StretchScorer scorer, long[] accounts, CancellationToken ct)
    {
        // Read while the data is passed over; nothing is scored without.
        var states = BandStates.LoadAsync(source, accounts, scorer.Stretch.From, ct);
        using var spill = new Spill();
        var kept = new ConcurrentDictionary<long, (long, int)>();
        try
        {
            if (scorer.NeedsPeers)
            {
                if (!await EachAsync(scorer.Stretch, RangeState.Measured, RangeSql.ClaimToMeasureAsync, MeasureAsync, ct)) return false;
                scorer.KnowPeers(await RangeSql.PeersAsync(source, node, scorer.Stretch, kept.Keys, ct));
            }

            return await EachAsync(scorer.Stretch, RangeState.Done, RangeSql.ClaimToScoreAsync, FinishAsync, ct);
        }
        finally
        {
            // Its failure is told by the ranges that asked for it.
            await Task.WhenAny(states);
        }

        async Task MeasureAsync(AccountRange range, CancellationToken stop)
        {
            var (measured, peers) = await scorer.MeasureWithPeersAsync(range, stop);
            kept[range.First] = await spill.KeepAsync(measured.Bytes, stop);
            if (!await RangeSql.PublishAsync(source, node, scorer.Stretch, range, peers, stop)) throw new FencedException();
            await TellAsync(stop);
        }

        async Task FinishAsync(AccountRange range, CancellationToken stop)
        {
            var measured = kept.TryGetValue(range.First, out var at) ? new(scorer.Settings, await spill.TakeAsync(at, stop)) : await scorer.MeasureAsync(range, stop);
            await scorer.ScoreAsync(range, measured, await states, range.CountOf(accounts), stop);
            await TellAsync(stop);
        }
    }

    // All cores work off what can be claimed; what other nodes have claimed is waited for, and taken over if they die. False when a
    // person asked to stop.
    private async Task<bool> EachAsync(
        DayStretch stretch, RangeState until, Func<NpgsqlDataSource, RunNode, DayStretch, CancellationToken, Task<AccountRange?>> claim, Func<AccountRange, CancellationToken, Task> work, CancellationToken ct)
    {
        while (true)
        {
            await Parallel.ForAsync(0, sizes.Workers, ct, async (_, stop) =>
            {
                while (await claim(source, node, stretch, stop) is { } range) await work(range, stop);
            });
            var (left, isToStop) = await RangeSql.LookAsync(source, node, stretch, until, ct) ?? throw new FencedException();
            if (isToStop) return false;
            if (left == 0) return true;
            await Task.Delay(s_pause, ct);
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
}
