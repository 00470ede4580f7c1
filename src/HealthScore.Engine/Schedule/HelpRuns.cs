using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage.Changes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthScore.Engine.Schedule;

/// <summary>
/// Has this node take part in runs that another one began. The scheduler wakes one node only; the run's own messages, which come with
/// its begin and every range, wake the others.
/// </summary>
internal sealed class HelpRuns(RunScoring scoring, ChangeFeed feed, ILogger<HelpRuns> log) : BackgroundService
{
    private readonly SemaphoreSlim _called = new(0);

    public override void Dispose()
    {
        _called.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Changed += Hear;
        try
        {
            while (true)
            {
                await _called.WaitAsync(stoppingToken);
                await HelpAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping.
        }
        finally
        {
            feed.Changed -= Hear;
        }
    }

    private void Hear(Change change, IReadOnlyList<long> accounts)
    {
        if (change == Change.Run && _called.CurrentCount == 0) _called.Release();
    }

    private async Task HelpAsync(CancellationToken ct)
    {
        try
        {
            await scoring.HelpAsync(ct);
        }
        // Whatever it is: a service that fails would take the whole program with it.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("This node could not take part in a run: {Message}", e.Message);
        }
    }
}
