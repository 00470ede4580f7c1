using HealthScore.Engine.Schedule;
using HealthScore.Engine.Storage;

namespace HealthScore.Web.Shell;

/// <summary>Whether this node can serve: database reachable, migrated, scheduler up. What is wrong is said in one line.</summary>
public sealed class Readiness(DatabaseCheck database, JobTimes times)
{
    public async Task<IResult> CheckAsync(CancellationToken ct)
    {
        if (await database.FaultAsync(ct) is { } fault) return Unready(fault);
        return await times.IsUpAsync(ct) ? Results.Text("ready") : Unready("the scheduler is not running");
    }

    private static IResult Unready(string why) => Results.Text($"not ready: {why}", statusCode: StatusCodes.Status503ServiceUnavailable);
}
