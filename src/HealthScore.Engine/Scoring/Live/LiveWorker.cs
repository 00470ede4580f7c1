using HealthScore.Engine.Storage.Changes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HealthScore.Engine.Scoring.Live;

/// <summary>Keeps scores live on this node: wakes when accounts are marked, waits until the news has settled, and scores in bounded batches.</summary>
public sealed class LiveWorker(LiveScoring scoring, ChangeFeed feed, TimeProvider time, ILogger<LiveWorker> log) : BackgroundService
{
    /// <summary>How long news of an account is gathered before it is scored.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(250);

    private const int Batch = 500;

    // Marks are found also when their message was lost, and those that a run was in the way of.
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _woken = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Changed += Hear;
        try
        {
            while (true)
            {
                await _woken.WaitAsync(s_idle, stoppingToken);
                await DrainAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping; what is marked waits for the next start.
        }
        finally
        {
            feed.Changed -= Hear;
        }
    }

    private async Task DrainAsync(CancellationToken ct)
    {
        for (var (isFirst, most) = (true, Batch); ; isFirst = false)
        {
            var started = time.GetTimestamp();
            try
            {
                if (await scoring.ScoreMarkedAsync(Settled, most, ct) == 0 && !isFirst) return;
                most = Math.Min(Batch, 2 * most);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                if (!await IsAboutAnAccountAsync(e, ct)) return;
                most = 1;
            }

            // As long as it worked, and as long as news settles, it leaves the machine to others.
            var rest = time.GetElapsedTime(started);
            await Task.Delay(isFirst && rest < Settled ? Settled : rest, time, ct);
        }
    }

    // One account that cannot be scored must not keep the others waiting: they are tried one by one, and it is put off. Whatever
    // else is wrong is the database's, and is tried again later.
    private async Task<bool> IsAboutAnAccountAsync(Exception e, CancellationToken ct)
    {
        if (e is not UnscoredException { Accounts: var accounts, InnerException: var reason } || reason is NpgsqlException { IsTransient: true } or OperationCanceledException or TimeoutException or IOException)
        {
            log.LogWarning("Marked accounts wait until the database answers: {Message}", e.Message);
            return false;
        }

        log.LogError(reason, "{Accounts} marked account(s) could not be scored, {First} among them", accounts.Length, accounts[0]);
        try
        {
            if (accounts.Length == 1) await scoring.PutOffAsync(accounts, ct);
            return true;
        }
        catch (Exception again) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("Marked accounts wait until the database answers: {Message}", again.Message);
            return false;
        }
    }

    private void Hear(Change change, IReadOnlyList<long> accounts)
    {
        if (change == Change.Marks && _woken.CurrentCount == 0)
            try
            {
                _woken.Release();
            }
            catch (SemaphoreFullException)
            {
                // Woken twice at once: once is enough.
            }
    }
}
