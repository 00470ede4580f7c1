using System.Collections.Concurrent;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Marks;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>
/// Takes up queued runs and scores: readings → measures → percentiles → scores → history, range by range. Each range commits
/// with its mark, so that a killed run goes on behind the last one with the same result; a node that lost the run cannot write.
/// </summary>
public sealed class RunScoring(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, OrganisationClock clock, TimeProvider time, ILogger<RunScoring> log)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>Works on one run; false when none waits.</summary>
    public async Task<bool> TakeUpAsync(CancellationToken ct)
    {
        if (await RunSql.TakeAsync(source, clock.Now, ct) is not { } taken) return false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beating = BeatAsync(taken.Id, taken.Token, stop);
        try
        {
            await EndAsync(taken.Id, taken.Token, await WorkAsync(taken.Id, taken.Token, stop.Token), null, ct);
        }
        catch (FencedException)
        {
            log.LogWarning("Run {Run} was taken over by another node; this one leaves it alone.", taken.Id);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            log.LogWarning("Run {Run} was taken over by another node; this one leaves it alone.", taken.Id);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The program is stopping: hand the run back rather than let the next node wait for the silence.
            await EndAsync(taken.Id, taken.Token, RunStatus.Queued, null, CancellationToken.None);
            throw;
        }
        catch (Exception e)
        {
            log.LogError(e, "Run {Run} failed", taken.Id);
            await EndAsync(taken.Id, taken.Token, RunStatus.Failed, e.Message, ct);
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
        }

        return true;
    }

    /// <summary>Works, or waits while another node does, until this run has ended.</summary>
    public async Task<ScoringRun> FinishAsync(long id, CancellationToken ct)
    {
        while (true)
        {
            var worked = await TakeUpAsync(ct);
            await using var db = await factory.CreateDbContextAsync(ct);
            var run = await db.ScoringRuns.AsNoTracking().SingleAsync(r => r.Id == id, ct);
            if (run.Status is not (RunStatus.Queued or RunStatus.Running)) return run;
            if (!worked) await Task.Delay(TimeSpan.FromSeconds(1), time, ct);
        }
    }

    private async Task<RunStatus> WorkAsync(long id, long token, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var run = await db.ScoringRuns.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        var settings = await ScoringSettings.LoadAsync(db, ct);
        var accounts = await HistorySql.AccountIdsAsync(source, run.From, run.To, ct);
        var done = await db.ScoringRunRanges.AsNoTracking().Where(r => r.RunId == id).ToListAsync(ct);
        var stretches = RunPlan.Stretches(run, accounts.Length).ToList();
        await db.ScoringRuns.Where(r => r.Id == id && r.Token == token).ExecuteUpdateAsync(r => r.SetProperty(x => x.AccountsTotal, (long)accounts.Length * stretches.Count), ct);
        foreach (var stretch in stretches)
        {
            await using (var connection = await source.OpenConnectionAsync(ct)) await ScoreSql.EnsureMonthsAsync(connection, stretch.From, stretch.To, ct);
            // Read while the data is passed over; it is asked for when the first range is scored.
            var states = BandStates.LoadAsync(source, accounts, stretch, ct);
            var scorer = new StretchScorer(source, readings, settings, run, token, stretch, states, clock.Yesterday);
            if (await ScoreAsync(scorer, [.. RunPlan.Ranges(accounts, stretch, done)], ct)) return RunStatus.Cancelled;
            if (stretch == stretches[^1] && scorer.NeedsPeers) await KeepPeersAsync(stretch.To, scorer.LastPeers, ct);
        }

        return RunStatus.Finished;
    }

    private async Task KeepPeersAsync(DateOnly day, PeerDistribution peers, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await PeerSql.KeepAsync(connection, day, peers, ct);
        await transaction.CommitAsync(ct);
    }

    // True when a person asked to stop.
    private async Task<bool> ScoreAsync(StretchScorer scorer, AccountRange[] ranges, CancellationToken ct)
    {
        var isCancelled = false;
        var left = ranges.Where(r => r.Left.Count > 0).ToArray();
        if (scorer.NeedsPeers && left.Length > 0)
        {
            using var spill = new Spill();
            var kept = new ConcurrentDictionary<AccountRange, (long, int)>();
            await EachAsync(ranges, async (range, stop) =>
            {
                var measured = await scorer.MeasureAsync(range, stop);
                kept[range] = await spill.KeepAsync(measured.Bytes, stop);
            }, ct);
            scorer.KnowPeers();
            await EachAsync(left, async (range, stop) => await FinishAsync(range, new MeasuredRange(scorer.Settings, await spill.TakeAsync(kept[range], stop)), stop), ct);
        }
        else await EachAsync(left, async (range, stop) => await FinishAsync(range, await scorer.MeasureAsync(range, stop), stop), ct);
        return isCancelled;

        async Task FinishAsync(AccountRange range, MeasuredRange measured, CancellationToken stop)
        {
            if (isCancelled) return;
            isCancelled |= await scorer.ScoreAsync(range, measured, stop);
            await ChangeSql.NotifyAsync(source, Change.Run, stop);
        }
    }

    private static Task EachAsync(AccountRange[] ranges, Func<AccountRange, CancellationToken, ValueTask> work, CancellationToken ct) =>
        Parallel.ForEachAsync(ranges, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, work);

    // Roll-up and current rows change with the status in one transaction, so that no page shows a finished run with old figures.
    private async Task EndAsync(long id, long token, RunStatus status, string? error, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var run = await db.ScoringRuns.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await RunSql.EndAsync(connection, id, token, status, error, clock.Now, ct)) return;
        // A cancelled run leaves the figures of before: a day scored in part would look like a portfolio without scores.
        if (status is RunStatus.Finished)
        {
            foreach (var (from, to) in RunPlan.Spans(run))
            {
                await ScoreSql.DropLeftProvisionalAsync(connection, from, run.IsProvisional ? to.AddDays(-1) : to, ct);
                await ScoreSql.RollUpAsync(connection, from, to, ct);
            }

            await ScoreSql.RebuildCurrentAsync(connection, clock.Today, ct);
            if (run.To >= clock.Yesterday && run.StartedAt is { } started) await MarkSql.ForgetAsync(connection, started, ct);
            await ChangeSql.NotifyAsync(connection, Change.Scores, ct);
        }

        await ChangeSql.NotifyAsync(connection, Change.Run, ct);
        await transaction.CommitAsync(ct);
    }

    // A node that sleeps through its lease learns of it here at the latest, and stops.
    private async Task BeatAsync(long id, long token, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Heartbeat, time, stop.Token);
                try
                {
                    if (!await RunSql.BeatAsync(source, id, token, stop.Token)) await stop.CancelAsync();
                }
                catch (NpgsqlException e)
                {
                    log.LogWarning("Run {Run} could not give a sign of life, and tries again: {Message}", id, e.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }
}

/// <summary>Another node has taken the run: nothing of this one may be written any more.</summary>
public sealed class FencedException() : Exception("Another node has taken this run.");
