using HealthScore.Domain.Primitives;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Storage.Changes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthScore.Engine.Schedule;

/// <summary>
/// Reads the moves between month ends before anybody asks: once the program is up, and after scores are new. Each pair of months
/// takes tenths of a second at 100,000 accounts, and whoever opens the reports first should not wait for twelve of them.
/// </summary>
internal sealed class WarmReports(ReadMonthlyTrends trends, ChangeFeed feed, TimeProvider time, ILogger<WarmReports> log) : BackgroundService
{
    // Scores may be new every few seconds; their reports are made of days.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _wanted = new(1, 1);

    public override void Dispose()
    {
        _wanted.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Changed += Hear;
        try
        {
            while (true)
            {
                await _wanted.WaitAsync(stoppingToken);
                await WarmAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException)
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
        if (change == Change.Scores && _wanted.CurrentCount == 0) _wanted.Release();
    }

    private async Task WarmAsync(CancellationToken ct)
    {
        try
        {
            await trends.RunAsync(Actor.System, new(), ct);
        }
        // Whatever it is: a service that fails would take the whole program with it.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "The reports could not be read ahead; whoever opens them waits a little longer");
        }
    }
}
