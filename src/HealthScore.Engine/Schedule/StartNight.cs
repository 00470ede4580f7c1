using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Segments;
using Microsoft.Extensions.Logging;

namespace HealthScore.Engine.Schedule;

/// <summary>
/// Queues the nightly run, when it is due, and places the accounts for the day that begins, when that was not done yet: each by itself,
/// as a person may have started the run before, or one of the two may fail. The run scores the day before, which placing leaves as it was.
/// </summary>
internal sealed class StartNight(StartRun start, PlaceAccounts place, OrganisationClock clock, ILogger<StartNight> log)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    public async Task RunAsync(CancellationToken ct)
    {
        await start.NightlyAsync(ct);
        if (clock.Now < _notBefore) return;
        try
        {
            await place.AllAsync(ct);
        }
        // Whatever it is: accounts that stay where they were are no reason to leave the night unscored.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogError(e, "Placing the accounts failed and is tried again");
            _notBefore = clock.Now + RetryAfter;
        }
    }
}
