using System.CommandLine;
using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;

namespace HealthScore.Web.Commands;

internal static class ScoreCommand
{
    public static Command Create()
    {
        var day = new Option<DateOnly?>("--day") { Description = "The last day to score (yyyy-MM-dd). Default: yesterday." };
        var from = new Option<DateOnly?>("--from") { Description = "The first day to score; the days between are back-filled. Default: the same as --day." };
        var monthEnds = new Option<bool>("--month-ends") { Description = "Of the days from --from to --day score the last of each month only." };
        var now = new Option<bool>("--now") { Description = "Also score today, provisionally." };
        var command = new Command("score", "Score all active accounts. Days that have been scored for good stay as they were published.") { day, from, monthEnds, now, SettingsArgument.All };
        command.SetAction(async (parsed, ct) =>
        {
            await using var host = await EngineHost.OpenAsync(parsed, ct);
            var last = parsed.GetValue(day) ?? host.Get<OrganisationClock>().Yesterday;
            var (start, first) = (host.Get<StartRun>(), parsed.GetValue(from) ?? last);
            await RunAsync(host, parsed.GetValue(monthEnds) ? await start.BackFillMonthEndsAsync(Actor.System, first, last, ct) : await start.BackFillAsync(Actor.System, first, last, ct), ct);
            if (parsed.GetValue(now)) await RunAsync(host, await start.NowAsync(Actor.System, ct), ct);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(EngineHost host, Result<long> queued, CancellationToken ct)
    {
        var id = UserFaultException.Unless(queued);
        var run = await host.Get<RunScoring>().FinishAsync(id, ct);
        if (run.Status != RunStatus.Finished) throw new InvalidOperationException(run.Error ?? $"Run {id} ended as {run.Status}.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Scored {(run.MonthEndsOnly ? "the month ends from " : "")}{run.From:yyyy-MM-dd} to {run.To:yyyy-MM-dd}: {run.AccountsDone:N0} accounts, {run.ScoresWritten:N0} new scores, {(run.EndedAt - run.StartedAt)?.TotalSeconds:N1} s."));
    }
}
