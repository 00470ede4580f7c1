using HealthScore.Engine.Schedule;
using HealthScore.Engine.Storage;
using Npgsql;

namespace HealthScore.Web.Shell;

/// <summary>Whether this node can serve: database reachable, migrated, scheduler up. What is wrong is said in one line.</summary>
public sealed class Readiness(NpgsqlDataSource source, JobTimes times)
{
    public async Task<IResult> CheckAsync(CancellationToken ct)
    {
        try
        {
            var pending = await Migrator.PendingAsync(source, ct);
            if (pending.Count > 0) return Unready($"{pending.Count} migrations are pending");
            return await times.IsUpAsync(ct) ? Results.Text("ready") : Unready("the scheduler is not running");
        }
        catch (NpgsqlException e)
        {
            return Unready($"the database cannot be reached: {e.Message}");
        }
    }

    private static IResult Unready(string why) => Results.Text($"not ready: {why}", statusCode: StatusCodes.Status503ServiceUnavailable);
}
