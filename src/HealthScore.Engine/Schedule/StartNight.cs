using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Segments;

namespace HealthScore.Engine.Schedule;

/// <summary>Queues the nightly run, when it is due, and places the accounts for the day that begins. The run scores the day before, which placing leaves as it was.</summary>
internal sealed class StartNight(StartRun start, PlaceAccounts place)
{
    public async Task RunAsync(CancellationToken ct)
    {
        if (await start.NightlyAsync(ct) is not null) await place.AllAsync(ct);
    }
}
