using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Live;
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
/// Takes part in runs: readings → measures → percentiles → scores → history, range by range. The nodes that work on a run share its
/// ranges out among themselves by their tokens in the database; each range commits with its mark, so that what a killed node had
/// claimed is done by the others, or by the next start, with the same result. A node that was given up cannot write.
/// </summary>
public sealed class RunScoring(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, OrganisationClock clock, TimeProvider time, RunSizes sizes, ILogger<RunScoring> log) : IDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // This node takes part in one run at a time, and once.
    private readonly SemaphoreSlim _turn = new(1, 1);

    // The run in which it failed last.
    private long _failedIn;

    /// <summary>Works on the run that others work on, or on the oldest that waits, until it has ended; false when there is none.</summary>
    public async Task<bool> TakeUpAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        return await WorkAsync(mayBegin: true, ct);
    }

    /// <summary>Works on the run that others work on, if there is one and this node does not already.</summary>
    public async Task HelpAsync(CancellationToken ct)
    {
        if (await _turn.WaitAsync(TimeSpan.Zero, ct)) await WorkAsync(mayBegin: false, ct);
    }

    public void Dispose() => _turn.Dispose();

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

    private async Task<bool> WorkAsync(bool mayBegin, CancellationToken ct)
    {
        try
        {
            if (await RunSql.JoinAsync(source, mayBegin, _failedIn, clock.Now, ct) is not { } node) return false;
            await WorkAsync(node, ct);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WorkAsync(RunNode node, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beating = BeatAsync(node, stop);
        try
        {
            // Calls the other nodes.
            await ChangeSql.NotifyAsync(source, Change.Run, stop.Token);
            var (status, peers) = await new RunWork(source, factory, readings, sizes, clock.Yesterday, node, log).DoAsync(stop.Token);
            while (!await EndAsync(node, status, null, peers, stop.Token)) await Task.Delay(Pause, stop.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The program is stopping: give back what it had claimed rather than let the others wait for its silence.
            await RunSql.LeaveAsync(source, node, CancellationToken.None);
            throw;
        }
        catch (Exception e) when (e is FencedException || (e is OperationCanceledException && stop.IsCancellationRequested))
        {
            log.LogInformation("Run {Run} has ended, or goes on without this node", node.RunId);
        }
        catch (Exception e)
        {
            log.LogError(e, "Run {Run} failed on this node", node.RunId);
            _failedIn = node.RunId;
            // What only this node suffers from, such as a full disk, is no reason to stop the others.
            if (!await RunSql.LeaveToOthersAsync(source, node, ct)) await EndAsync(node, RunStatus.Failed, e.Message, null, ct);
        }
        finally
        {
            await stop.CancelAsync();
            await beating;
        }
    }

    // Roll-up and current rows change with the status in one transaction, so that no page shows a finished run with old figures. The
    // status comes last: a node that takes part no longer rolls all back. False: another node is at it.
    private async Task<bool> EndAsync(RunNode node, RunStatus status, string? error, PeerDistribution? peers, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // A cancelled run leaves the figures of before: a day scored in part would look like a portfolio without scores.
        if (status is RunStatus.Finished)
        {
            if (!await RunSql.MayEndAsync(connection, node, ct)) return false;
            await using var db = await factory.CreateDbContextAsync(ct);
            var run = await db.ScoringRuns.AsNoTracking().SingleAsync(r => r.Id == node.RunId, ct);
            if (run.Status is not RunStatus.Running) return true;
            await LiveSql.KeepOutAsync(connection, ct);
            var lastFinal = run.IsProvisional ? run.To.AddDays(-1) : run.To;
            foreach (var (from, to) in RunPlan.Spans(run)) await ScoreSql.DropLeftProvisionalAsync(connection, from, to < lastFinal ? to : lastFinal, ct);
            await ScoreSql.RollUpAsync(source, connection, RunPlan.Spans(run), lastFinal, ct);
            if (lastFinal == clock.Yesterday && !run.IsProvisional) await MarkScoredTodayAsync(db, connection, ct);
            if (peers is not null) await PeerSql.KeepAsync(connection, run.To, peers, ct);
            await CurrentSql.RebuildBesideAsync(source, connection, clock.Today, ct);
            await ChangeSql.NotifyAsync(connection, Change.Scores, ct);
        }

        await ChangeSql.NotifyAsync(connection, Change.Run, ct);
        if (await RunSql.EndAsync(connection, node, status, error, clock.Now, ct)) await transaction.CommitAsync(ct);
        return true;
    }

    // Whoever was scored today before yesterday was scored for good, as between midnight and the night, has the band of without it.
    private async Task MarkScoredTodayAsync(HealthScoreDb db, NpgsqlConnection connection, CancellationToken ct)
    {
        var today = clock.Today;
        await MarkSql.MarkAsync(connection, await db.Scores.Where(s => s.Day == today && s.Provisional).Select(s => s.AccountId).Distinct().ToListAsync(ct), ct);
    }

    // A node that sleeps through its lease learns of it here at the latest, and stops.
    private async Task BeatAsync(RunNode node, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Heartbeat, time, stop.Token);
                try
                {
                    if (!await RunSql.BeatAsync(source, node, stop.Token)) await stop.CancelAsync();
                }
                catch (NpgsqlException e)
                {
                    log.LogWarning("Run {Run} could not give a sign of life, and tries again: {Message}", node.RunId, e.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }
}

/// <summary>The run has ended, or goes on without this node: nothing of it may be written any more.</summary>
public sealed class FencedException() : Exception("This node takes part in this run no longer.");
