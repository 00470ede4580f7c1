using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Tests;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HealthScore.Engine.Tests.Scoring.Runs;

/// <summary>
/// Nodes that share one run by <see cref="RunSql"/> and <see cref="RangeSql"/>: the same bytes as of one alone, whatever becomes of
/// any of them. Processes that are killed and stopped for real have a test at the command line.
/// </summary>
public sealed class SharedRunTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly DateOnly First = DemoRuns.Today.AddDays(-40);

    // Enough ranges for all to get some.
    private static readonly RunSizes Small = new() { StretchAccountDays = 9 * DemoRuns.Accounts, RangeAccountDays = 9 * 4, FewestAccounts = 4, Workers = 2 };

    private readonly List<ServiceProvider> _nodes = [];
    private string _alone = "";

    public async Task InitializeAsync()
    {
        await demo.ForgetAsync();
        await demo.BackFillAsync(First, Yesterday);
        _alone = await ResultAsync();
        await demo.ForgetAsync();
        await demo.DoAsync("truncate peer_input");
        _nodes.AddRange([demo.AnotherNode(Small), demo.AnotherNode(Small), demo.AnotherNode(Small)]);
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task Run_SharedByThreeNodes_EndsOnceAndWithTheSameBytes()
    {
        await demo.DoAsync("""
            create table ended (transaction bigint);
            create function note_end() returns trigger language plpgsql as 'begin insert into ended values (txid_current()); return null; end';
            create trigger note_end after insert on portfolio_day for each statement execute function note_end();
            """);
        var id = await QueueAsync();

        Task working;
        await using (var connection = await demo.Source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            // Nobody may write before all have a range to write.
            await ExecuteAsync(connection, "lock table score in share row exclusive mode");
            working = Task.WhenAll(_nodes.Select(n => n.GetRequiredService<RunScoring>().TakeUpAsync(default)));
            await Eventually.IsAsync(async () => await demo.CountAsync("select count(distinct token) from scoring_run_range where state = 4") == 3, "each node has a range");
        }

        await working;

        (await FindAsync(id)).Status.Should().Be(RunStatus.Finished);
        (await ResultAsync()).Should().Be(_alone);
        (await demo.CountAsync("select count(distinct transaction) from ended")).Should().Be(1);
        await demo.DoAsync("drop trigger note_end on portfolio_day; drop function note_end; drop table ended");
        (await demo.CountAsync("select count(distinct token) from scoring_run_range")).Should().Be(3, "each node did some");
        (await demo.CountAsync("select count(*) from scoring_run_range where state <> 5")).Should().Be(0);
        (await demo.CountAsync("select count(*) from scoring_run_node")).Should().Be(0);
        var run = await FindAsync(id);
        run.AccountsDone.Should().Be(run.AccountsTotal);
        run.ScoresWritten.Should().Be(await demo.CountAsync("select count(*) from score"));
    }

    [Fact]
    public async Task Nodes_ThatComeAndGo_LeaveTheSameBytes()
    {
        await demo.DoAsync("""
            create table claimed (from_day date, first_account_id bigint, state integer, token bigint);
            create function note_claim() returns trigger language plpgsql as 'begin insert into claimed values (new.from_day, new.first_account_id, new.state, new.token); return null; end';
            create trigger note_claim after update on scoring_run_range for each row when (new.state in (2, 4)) execute function note_claim();
            """);
        var id = await QueueAsync();
        var random = new Random(4711);
        for (var round = 0; round < 6; round++)
        {
            using var stop = new CancellationTokenSource();
            var before = await demo.CountAsync("select count(*) from claimed");
            var working = Task.WhenAll(_nodes.Select(async node =>
            {
                try
                {
                    await node.GetRequiredService<RunScoring>().TakeUpAsync(stop.Token);
                }
                catch (OperationCanceledException)
                {
                    // This node was told to stop, the others go on.
                }
            }));
            await Eventually.IsAsync(async () => working.IsCompleted || await demo.CountAsync("select count(*) from claimed") > before, "something is claimed");
            stop.CancelAfter(random.Next(1, 30));
            await working;
        }

        (await demo.FinishAsync(id)).Status.Should().Be(RunStatus.Finished);
        (await ResultAsync()).Should().Be(_alone);
        (await FindAsync(id)).Token.Should().BeGreaterThan(6, "they took part again and again");
        (await demo.CountAsync("select count(*) from (select from claimed group by from_day, first_account_id, state having count(distinct token) > 1) c")).Should().BePositive("what one had claimed another did");
        await demo.DoAsync("drop trigger note_claim on scoring_run_range; drop function note_claim; drop table claimed");
    }

    [Fact]
    public async Task Node_ThatFallsSilent_IsThrownOutOfItsTransactions_AndCanWriteNothingAnyMore()
    {
        var id = await QueueAsync();
        var silent = (await RunSql.JoinAsync(demo.Source, mayBegin: true, failedIn: 0, demo.Time.Now, default))!.Value;
        var stretch = await CutAsync(silent);
        var measured = (await RangeSql.ClaimToMeasureAsync(demo.Source, silent, stretch, default))!;
        var other = (await RangeSql.ClaimToMeasureAsync(demo.Source, silent, stretch, default))!;
        other.First.Should().BeGreaterThan(measured.Last);
        (await RangeSql.PublishAsync(demo.Source, silent, stretch, measured, [], default)).Should().BeTrue();
        await demo.DoAsync("update scoring_run_range set state = 2, peers = null where state = 3");
        // It sleeps in the middle of writing: the others could not even write the same scores.
        await using var connection = await demo.Source.OpenConnectionAsync();
        await using var writing = await connection.BeginTransactionAsync();
        await RangeSql.BeginAsync(connection, silent, default);
        await ExecuteAsync(connection, $"""
            insert into score (account_id, kind, day, version_id, provisional, band, manual, coverage, arr, held_band, held_version, recent_bands, data)
            select {measured.First}, 1, '{First:yyyy-MM-dd}', 1, false, 0, false, 0, 0, 0, 0, 0, ''
            """);
        await demo.DoAsync("update scoring_run_node set heartbeat_at = heartbeat_at - interval '21 seconds'");

        await _nodes[0].GetRequiredService<RunScoring>().TakeUpAsync(default);

        (await FindAsync(id)).Status.Should().Be(RunStatus.Finished);
        (await ResultAsync()).Should().Be(_alone);
        await connection.Invoking(c => ExecuteAsync(c, "select 1")).Should().ThrowAsync<NpgsqlException>("its transaction was ended for it");
        (await RunSql.BeatAsync(demo.Source, silent, default)).Should().BeFalse();
        (await RangeSql.PublishAsync(demo.Source, silent, stretch, measured, [], default)).Should().BeFalse();
        (await RangeSql.ClaimToScoreAsync(demo.Source, silent, stretch, default)).Should().BeNull();
        (await RangeSql.LookAsync(demo.Source, silent, stretch, RangeState.Done, default)).Should().BeNull();
        await using var late = await demo.Source.OpenConnectionAsync();
        (await RangeSql.FinishAsync(late, silent, stretch, measured, 1, 1, default)).Should().BeFalse();
        (await RunSql.EndAsync(late, silent, RunStatus.Failed, "late", demo.Time.Now, default)).Should().BeFalse();
        (await FindAsync(id)).Error.Should().BeNull();
    }

    [Fact]
    public async Task Node_ThatFallsSilentWhileItMakesTheEnd_LeavesItToAnother()
    {
        var id = await QueueAsync();
        await demo.FinishAsync(id);
        await demo.DoAsync("update scoring_run set status = 2; truncate portfolio_day, portfolio_total, peer_input");
        var silent = (await RunSql.JoinAsync(demo.Source, mayBegin: false, failedIn: 0, demo.Time.Now, default))!.Value;
        await using var connection = await demo.Source.OpenConnectionAsync();
        await using var ending = await connection.BeginTransactionAsync();
        (await RunSql.MayEndAsync(connection, silent, default)).Should().BeTrue();
        await ExecuteAsync(connection, "lock table account_current in share row exclusive mode");
        await demo.DoAsync("update scoring_run_node set heartbeat_at = heartbeat_at - interval '21 seconds'");

        await _nodes[0].GetRequiredService<RunScoring>().TakeUpAsync(default);

        (await FindAsync(id)).Status.Should().Be(RunStatus.Finished);
        (await ResultAsync()).Should().Be(_alone);
    }

    [Fact]
    public async Task Node_ThatFails_LeavesTheRunToTheOthers_AndAloneFailsIt()
    {
        await using var faulty = demo.AnotherNode(Small, "-c lock_timeout=500");
        var id = await QueueAsync();
        Task working;
        await using (var connection = await demo.Source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            // What makes the others wait makes this one fail.
            await ExecuteAsync(connection, "lock table score in share row exclusive mode");
            working = _nodes[0].GetRequiredService<RunScoring>().TakeUpAsync(default);
            await Eventually.IsAsync(async () => await demo.CountAsync("select count(*) from scoring_run_node") == 1, "the run has begun");
            await faulty.GetRequiredService<RunScoring>().TakeUpAsync(default);

            var run = await FindAsync(id);
            (run.Status, run.Token).Should().Be((RunStatus.Running, 2));
            (await demo.CountAsync("select count(*) from scoring_run_node")).Should().Be(1);
            (await faulty.GetRequiredService<RunScoring>().TakeUpAsync(default)).Should().BeFalse("it failed in this run, and another is at it");
        }

        await working;
        (await FindAsync(id)).Status.Should().Be(RunStatus.Finished);
        (await ResultAsync()).Should().Be(_alone);

        await demo.ForgetAsync();
        id = await QueueAsync();
        await using (var connection = await demo.Source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            await ExecuteAsync(connection, "lock table score in share row exclusive mode");
            await faulty.GetRequiredService<RunScoring>().TakeUpAsync(default);
        }

        (await FindAsync(id)).Should().Match<ScoringRun>(r => r.Status == RunStatus.Failed && r.Error!.Contains("lock timeout"));
    }

    [Fact]
    public async Task Cancel_ReachesAllNodes_AndTheRunGoesOnFromThereWhenAsked()
    {
        var id = await QueueAsync();
        Task working;
        await using (var connection = await demo.Source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            // Nobody may write before the run is cancelled, so that none finishes it.
            await ExecuteAsync(connection, "lock table score in share row exclusive mode");
            working = Task.WhenAll(_nodes.Select(n => n.GetRequiredService<RunScoring>().TakeUpAsync(default)));
            await Eventually.IsAsync(async () => await demo.CountAsync("select count(distinct token) from scoring_run_range where state = 4") == 3, "each node has a range");
            (await demo.Get<CancelRun>().RunAsync(Actor.System, id, default)).IsOk.Should().BeTrue();
        }

        await working;

        (await FindAsync(id)).Status.Should().Be(RunStatus.Cancelled);
        (await demo.CountAsync("select count(*) from scoring_run_node")).Should().Be(0);
        (await demo.CountAsync("select count(*) from scoring_run_range where state < 5")).Should().BePositive();
        (await demo.Get<CancelRun>().RetryAsync(Actor.System, id, default)).IsOk.Should().BeTrue();
        await Task.WhenAll(_nodes.Select(n => n.GetRequiredService<RunScoring>().TakeUpAsync(default)));
        (await FindAsync(id)).Status.Should().Be(RunStatus.Finished);
        (await ResultAsync()).Should().Be(_alone);
    }

    [Fact]
    public async Task Run_ThatIsMeasuredYet_TellsHowFarItIs_AndHearsThatItIsToStop()
    {
        await using var listener = await demo.Source.OpenConnectionAsync();
        var told = 0;
        listener.Notification += (_, message) => told += message.Payload == nameof(Change.Run) ? 1 : 0;
        await ExecuteAsync(listener, "listen healthscore");
        var id = await QueueAsync();
        (await FractionAsync()).Should().Be(0);
        // It keeps one range to itself, so that nobody can begin to score.
        var slow = (await RunSql.JoinAsync(demo.Source, mayBegin: true, failedIn: 0, demo.Time.Now, default))!.Value;
        var stretch = await CutAsync(slow);
        (await RangeSql.ClaimToMeasureAsync(demo.Source, slow, stretch, default)).Should().NotBeNull();
        var others = await demo.CountAsync("select count(*) from scoring_run_range") - 1;

        var working = _nodes[0].GetRequiredService<RunScoring>().TakeUpAsync(default);
        await Eventually.IsAsync(async () => await demo.CountAsync("select count(*) from scoring_run_range where state = 3") == others, "all others are measured");

        var run = await FindAsync(id);
        run.AccountsDone.Should().Be(0);
        var stretches = RunPlan.Stretches(run, run.StretchDays!.Value).Count();
        (await FractionAsync()).Should().BeApproximately(others / (others + 1.0) / 2 / stretches, 1e-9);
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20)))
            while (told <= others) await listener.WaitAsync(patience.Token);

        (await demo.Get<CancelRun>().RunAsync(Actor.System, id, default)).IsOk.Should().BeTrue();
        await working;
        (await FindAsync(id)).Status.Should().Be(RunStatus.Cancelled);
        (await demo.CountAsync("select count(*) from score")).Should().Be(0);

        (await demo.Get<CancelRun>().RetryAsync(Actor.System, id, default)).IsOk.Should().BeTrue();
        await demo.FinishAsync(id);
        (await ResultAsync()).Should().Be(_alone);
        (await FractionAsync()).Should().Be(1);
        (await demo.Get<ListRuns>().FractionAsync(new Actor("u", "Somebody", Role.Csm), run, default)).IsOk.Should().BeFalse();

        async Task<double> FractionAsync() => (await demo.Get<ListRuns>().FractionAsync(Actor.System, await FindAsync(id), default)).Value;
    }

    [Fact]
    public async Task BackFills_WaitBehindTheNight_ThatWasQueuedLater()
    {
        var backFill = (await demo.Get<StartRun>().BackFillAsync(Actor.System, First, First, default)).Value;
        var night = (await demo.Get<StartRun>().NightlyAsync(default))!.Value;

        await _nodes[0].GetRequiredService<RunScoring>().TakeUpAsync(default);

        ((await FindAsync(night)).Status, (await FindAsync(backFill)).Status).Should().Be((RunStatus.Finished, RunStatus.Queued));
        await _nodes[0].GetRequiredService<RunScoring>().TakeUpAsync(default);
        (await FindAsync(backFill)).Status.Should().Be(RunStatus.Finished);
    }

    [Fact]
    public async Task Node_ThatOnlyHelps_BeginsNothing()
    {
        var id = await QueueAsync();

        await _nodes[0].GetRequiredService<RunScoring>().HelpAsync(default);

        (await FindAsync(id)).Status.Should().Be(RunStatus.Queued);
    }

    private async Task<DayStretch> CutAsync(RunNode node)
    {
        var ids = await HistorySql.AccountIdsAsync(demo.Source, First, Yesterday, default);
        var (days, _) = await RunSql.AgreeAsync(demo.Source, node, RunPlan.StretchDays(ids.Length, Small), _ => ids.Length, default);
        var stretch = RunPlan.Stretches(await FindAsync(node.RunId), days).First();
        await using var connection = await demo.Source.OpenConnectionAsync();
        await Engine.Storage.Scores.ScoreSql.EnsureMonthsAsync(connection, First, Yesterday, default);
        await RangeSql.CutAsync(demo.Source, node, stretch, done => RunPlan.Ranges(ids, done, 4), default);
        return stretch;
    }

    // Scores, sums and peers; the order of peers among equals and the last bit of sums are nobody's business.
    private async Task<string> ResultAsync()
    {
        await using var command = demo.Source.CreateCommand("""
            select (select md5(string_agg(md5(p::text), '' order by md5(p::text))) from peer_input p)
                || (select md5(string_agg(concat_ws(' ', day, kind, segment_id, stage_id, owner_id, band, accounts, arr), '' order by day, kind, segment_id, stage_id, owner_id, band)) from portfolio_day)
                || (select count(*) from account_current where day is not null)
            """);
        return await demo.HashAsync(First, Yesterday) + (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<long> QueueAsync() => (await demo.Get<StartRun>().BackFillAsync(Actor.System, First, Yesterday, default)).Value;

    private async Task<ScoringRun> FindAsync(long id) => (await demo.Get<ListRuns>().FindAsync(id, default))!;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
