using System.CommandLine;
using System.Data.Common;
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

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private static async Task RunAsync(EngineHost host, Result<long> queued, CancellationToken ct)
    {
        var id = UserFaultException.Unless(queued);
        var finishing = host.Get<RunScoring>().FinishAsync(id, ct);
        using (var progress = new ProgressLine())
            while (await Task.WhenAny(finishing, Task.Delay(s_look, CancellationToken.None)) != finishing) await TellAsync(host, id, progress);
        var run = await finishing;
        if (run.Status != RunStatus.Finished) throw new InvalidOperationException(run.Error ?? $"Run {id} ended as {run.Status}.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Scored {(run.MonthEndsOnly ? "the month ends from " : "")}{run.From:yyyy-MM-dd} to {run.To:yyyy-MM-dd}: {run.AccountsDone:N0} accounts, {run.ScoresWritten:N0} new scores, {(run.EndedAt - run.StartedAt)?.TotalSeconds:N1} s."));
    }

    private static async Task TellAsync(EngineHost host, long id, ProgressLine progress)
    {
        try
        {
            var runs = host.Get<ListRuns>();
            if (await runs.FindAsync(id, CancellationToken.None) is { } run && await runs.FractionAsync(Actor.System, run, CancellationToken.None) is { IsOk: true } fraction)
                progress.Report(string.Create(CultureInfo.InvariantCulture, $"Scoring … {fraction.Value:P0}, {run.ScoresWritten:N0} new scores"));
        }
        catch (DbException)
        {
            // The run itself will say so, if it lasts.
        }
    }
}
