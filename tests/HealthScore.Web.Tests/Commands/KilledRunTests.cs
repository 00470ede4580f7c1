using System.Diagnostics;
using System.Globalization;
using HealthScore.Domain.Scoring;
using HealthScore.Tests;

namespace HealthScore.Web.Tests.Commands;

/// <summary>A run whose processes are killed or stopped, by a power cut or an impatient operator, loses no score and doubles none, whether one works on it or several.</summary>
public sealed class KilledRunTests(UndisturbedRun undisturbed) : IClassFixture<UndisturbedRun>, IAsyncLifetime
{
    private const int Kills = 2;

    private static readonly string From = UndisturbedRun.From;

    private string Database => undisturbed.ConnectionString;

    public Task InitializeAsync() => undisturbed.ForgetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Score_KilledAgainAndAgain_EndsWithTheSameScores()
    {
        var random = new Random(20260312);
        var (inside, done) = (0, Array.Empty<string>());
        // A while after its ranges got so far: the last time there is something to lose.
        foreach (var state in Enum.GetValues<RangeState>())
        {
            var before = await CountAsync("select coalesce(max(token), 0) from scoring_run");
            using var process = Start();
            await Eventually.IsAsync(async () => process.HasExited || await CountAsync($"select count(*) from scoring_run_range where token > {before} and state >= {(int)state}") > 0, $"a range is {state}");
            await Task.Delay(random.Next(0, 50));
            process.Kill();
            await process.WaitForExitAsync();
            if (await CountAsync("select count(*) from scoring_run where status = 2") > 0) inside++;
            done = await DoneAsync();
            // The last time, the twenty seconds after which a silent node counts as dead are waited for.
            if (state < RangeState.Done) await SilenceAsync();
        }

        inside.Should().BeGreaterThan(1, "runs that ended before they were killed show nothing");
        (await ScoreAsync()).ExitCode.Should().Be(0);
        (await undisturbed.HashAsync()).Should().Be(undisturbed.Hash);
        (await CountAsync("select count(*) from scoring_run where status <> 3")).Should().Be(0, "the runs that were killed are finished too");
        done.Should().NotBeEmpty().And.BeSubsetOf(await DoneAsync(), "what was done before the last kill is not done again");
    }

    [Fact]
    public async Task Score_SharedByProcesses_OfWhichOneAfterTheOtherIsKilled_EndsWithTheSameScores()
    {
        using var first = Start();
        using var second = Start();
        await undisturbed.HoldScoresAsync(async () =>
        {
            await WritersAsync(2);
            for (var i = 0; i < Kills; i++)
            {
                var before = await CountAsync("select max(token) from scoring_run");
                using var victim = Start();
                await WritersAsync(1, before);
                victim.Kill();
                await victim.WaitForExitAsync();
                // What it had claimed is claimed by the next.
                await SilenceAsync(before);
            }
        });

        await first.WaitForExitAsync();
        await second.WaitForExitAsync();
        (first.ExitCode, second.ExitCode).Should().Be((0, 0));
        (await undisturbed.HashAsync()).Should().Be(undisturbed.Hash);
        (await CountAsync("select count(distinct token) from scoring_run_range where state = 5")).Should().Be(2, "both that lived did ranges");
        // A victim that came while the run was going on may have left one of its own in the queue.
        (await ScoreAsync()).ExitCode.Should().Be(0);
        (await undisturbed.HashAsync()).Should().Be(undisturbed.Hash);
        (await CountAsync("select count(*) from scoring_run where status <> 3")).Should().Be(0);
    }

    [Fact]
    public async Task Score_StoppedPastItsLeaseAndContinued_WritesNothingAnyMore()
    {
        if (OperatingSystem.IsWindows()) return;
        using var sleeper = Start();
        await undisturbed.HoldScoresAsync(async () =>
        {
            await WritersAsync(1);
            await SignalAsync("STOP", sleeper.Id);
            await SilenceAsync();
        });

        (await ScoreAsync()).ExitCode.Should().Be(0);
        (await undisturbed.HashAsync()).Should().Be(undisturbed.Hash);
        await SignalAsync("CONT", sleeper.Id);
        await sleeper.WaitForExitAsync();

        sleeper.ExitCode.Should().Be(0, "the run was finished for it");
        (await undisturbed.HashAsync()).Should().Be(undisturbed.Hash);
        (await CountAsync("select count(*) from scoring_run where status <> 3")).Should().Be(0);
    }

    // The ranges that are done, and by whom.
    private async Task<string[]> DoneAsync() => (await undisturbed.TextAsync("select coalesce(string_agg(concat_ws(' ', run_id, from_day, first_account_id, last_account_id, token), ','), '') from scoring_run_range where state = 5")).Split(',', StringSplitOptions.RemoveEmptyEntries);

    // Waits until so many processes are about to write scores.
    private Task WritersAsync(int count, long after = 0) => Eventually.IsAsync(
        async () => await CountAsync($"select count(distinct token) from scoring_run_range where state = 4 and token > {after}") >= count, "enough processes are about to write");

    // Spares the twenty seconds after which a silent node counts as dead.
    private Task SilenceAsync(long after = 0) => undisturbed.DoAsync($"update scoring_run_node set heartbeat_at = heartbeat_at - interval '1 minute' where token > {after}");

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        kill.ExitCode.Should().Be(0);
    }

    private Process Start() => Verb.Start(Database, "score", "--from", From);

    private Task<Verb> ScoreAsync() => Verb.RunAsync(Database, "score", "--from", From);

    private Task<long> CountAsync(string sql) => undisturbed.CountAsync(sql);
}
