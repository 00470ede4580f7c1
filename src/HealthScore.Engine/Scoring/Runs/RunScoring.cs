using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
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
/// Takes up queued runs and scores: readings → measures → percentiles → scores → history, range by range. Each range commits
/// with its mark, so that a killed run goes on behind the last one with the same result; a node that lost the run cannot write.
/// </summary>
public sealed class RunScoring(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, OrganisationClock clock, TimeProvider time, RunSizes sizes, ILogger<RunScoring> log)
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
            var (status, peers) = await new RunWork(source, factory, readings, sizes, clock.Yesterday, log).DoAsync(taken.Id, taken.Token, stop.Token);
            await EndAsync(taken.Id, taken.Token, status, null, peers, ct);
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
            await EndAsync(taken.Id, taken.Token, RunStatus.Queued, null, null, CancellationToken.None);
            throw;
        }
        catch (Exception e)
        {
            log.LogError(e, "Run {Run} failed", taken.Id);
            await EndAsync(taken.Id, taken.Token, RunStatus.Failed, e.Message, null, ct);
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

    // Roll-up and current rows change with the status in one transaction, so that no page shows a finished run with old figures. The
    // status comes last: until then the run's row is free for the signs of life, and a node that has lost the run rolls all back.
    private async Task EndAsync(long id, long token, RunStatus status, string? error, PeerDistribution? peers, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var run = await db.ScoringRuns.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // A cancelled run leaves the figures of before: a day scored in part would look like a portfolio without scores.
        if (status is RunStatus.Finished)
        {
            await LiveSql.KeepOutAsync(connection, ct);
            foreach (var (from, to) in RunPlan.Spans(run))
            {
                await ScoreSql.DropLeftProvisionalAsync(connection, from, run.IsProvisional ? to.AddDays(-1) : to, ct);
                await ScoreSql.RollUpAsync(connection, from, to, ct);
            }

            if (peers is not null) await PeerSql.KeepAsync(connection, run.To, peers, ct);
            await CurrentSql.RebuildBesideAsync(source, connection, clock.Today, ct);
            await ChangeSql.NotifyAsync(connection, Change.Scores, ct);
        }

        await ChangeSql.NotifyAsync(connection, Change.Run, ct);
        if (!await RunSql.EndAsync(connection, id, token, status, error, clock.Now, ct)) return;
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
