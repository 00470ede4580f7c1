using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Portfolio;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage.Readings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HealthScore.Engine.Tests.Scoring.Runs;

/// <summary>What a run promises, whatever happens to it.</summary>
public sealed class RunScoringTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly DateOnly First = DemoRuns.Today.AddDays(-40);

    public Task InitializeAsync()
    {
        demo.Time.Now = new DateTimeOffset(DemoRuns.Today, new TimeOnly(9, 0), TimeSpan.Zero);
        return demo.ForgetAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Run_OfADay_ScoresEveryActiveAccountInAllKinds()
    {
        var run = await demo.BackFillAsync(Yesterday, Yesterday);

        run.Status.Should().Be(RunStatus.Finished, run.Error);
        await using var db = demo.Database();
        var active = await db.Accounts.CountAsync(a => (a.Start <= Yesterday || a.FirstReading <= Yesterday) && (a.Churned == null || a.Churned >= Yesterday));
        (await db.Scores.GroupBy(s => s.Kind).Select(g => g.Count()).ToListAsync()).Should().Equal(active, active, active);
        run.ScoresWritten.Should().Be(3 * active);
        (await db.PortfolioDays.Where(p => p.Kind == ScoreKind.Health).SumAsync(p => p.Accounts)).Should().Be(active);
    }

    [Fact]
    public async Task Run_AgainForTheSameDays_WritesNothingAndChangesNothing()
    {
        await demo.BackFillAsync(First, Yesterday);
        var before = await demo.HashAsync(First, Yesterday);

        var again = await demo.BackFillAsync(First, Yesterday);

        again.ScoresWritten.Should().Be(0);
        (await demo.HashAsync(First, Yesterday)).Should().Be(before);
    }

    [Fact]
    public async Task Run_DayByDay_EqualsOnePassOverAllDays()
    {
        await demo.BackFillAsync(First, Yesterday);
        var onePass = await demo.HashAsync(First, Yesterday);
        await demo.ForgetAsync();

        for (var day = First; day <= Yesterday; day = day.AddDays(1)) await demo.BackFillAsync(day, day);

        (await demo.HashAsync(First, Yesterday)).Should().Be(onePass);
    }

    [Fact]
    public async Task Run_StoppedManyTimes_EndsWithTheSameBytes()
    {
        await demo.BackFillAsync(First, Yesterday);
        var undisturbed = await demo.HashAsync(First, Yesterday);
        await demo.ForgetAsync();

        var id = (await demo.Get<StartRun>().BackFillAsync(Actor.System, First, Yesterday, default)).Value;
        for (var i = 1; i <= 12; i++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(15 * i));
            try
            {
                await demo.Get<RunScoring>().TakeUpAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                // The program was told to stop: the run waits for the next start.
            }
        }

        (await demo.FinishAsync(id)).Status.Should().Be(RunStatus.Finished);
        (await demo.HashAsync(First, Yesterday)).Should().Be(undisturbed);
    }

    [Fact]
    public async Task Runs_TakenByTwoNodesAtOnce_ScoreEachDayOnce()
    {
        await demo.BackFillAsync(First, Yesterday);
        var alone = await demo.HashAsync(First, Yesterday);
        await demo.ForgetAsync();
        for (var day = First; day <= Yesterday; day = day.AddDays(1)) await demo.Get<StartRun>().BackFillAsync(Actor.System, First, day, default);
        await using var other = demo.AnotherNode();

        await Task.WhenAll(WorkAsync(demo.Get<RunScoring>()), WorkAsync(other.GetRequiredService<RunScoring>()));

        await using var db = demo.Database();
        (await db.ScoringRuns.Where(r => r.Status != RunStatus.Finished).Select(r => r.Error).ToListAsync()).Should().BeEmpty();
        (await demo.HashAsync(First, Yesterday)).Should().Be(alone);

        static async Task WorkAsync(RunScoring scoring)
        {
            while (await scoring.TakeUpAsync(default))
            {
            }
        }
    }

    [Fact]
    public async Task Run_Now_IsProvisionalUntilTheNightScoresTheDayForGood()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        await demo.ScoreNowAsync();
        await using var db = demo.Database();
        (await db.Scores.Where(s => s.Day == DemoRuns.Today).Select(s => s.Provisional).Distinct().ToListAsync()).Should().Equal(true);

        demo.Time.Now = demo.Time.Now.AddDays(1);
        var id = await demo.Get<StartRun>().NightlyAsync(default);
        (await demo.FinishAsync(id!.Value)).From.Should().Be(DemoRuns.Today);

        (await db.Scores.Where(s => s.Day == DemoRuns.Today).Select(s => s.Provisional).Distinct().ToListAsync()).Should().Equal(false);
        (await demo.Get<StartRun>().NightlyAsync(default)).Should().BeNull("a night is run once");
    }

    [Fact]
    public async Task Run_Now_LeavesNoTraceInTheHistoryOfBands()
    {
        await demo.BackFillAsync(First, DemoRuns.Today.AddDays(-2));
        demo.Time.Now = demo.Time.Now.AddDays(-1);
        await demo.ScoreNowAsync();
        demo.Time.Now = demo.Time.Now.AddDays(1);
        await demo.BackFillAsync(Yesterday, Yesterday);
        var withNow = await demo.HashAsync(First, Yesterday);
        await demo.ForgetAsync();

        await demo.BackFillAsync(First, Yesterday);

        (await demo.HashAsync(First, Yesterday)).Should().Be(withNow);
    }

    [Fact]
    public async Task LateReading_OfAScoredDay_NeverRewritesHistory()
    {
        await demo.BackFillAsync(First, Yesterday);
        var before = await demo.HashAsync(First, Yesterday);
        await using (var connection = await demo.Source.OpenConnectionAsync())
        {
            await using var db = demo.Database();
            var (account, metric) = (await db.Accounts.OrderBy(a => a.Id).Select(a => a.Id).FirstAsync(), await db.Metrics.Where(m => m.Kind == MetricKind.Count).Select(m => m.Id).FirstAsync());
            await using var transaction = await connection.BeginTransactionAsync();
            await demo.Get<ReadingStore>().WriteAsync(transaction, new[] { new Reading(account, metric, Yesterday.AddDays(-5).DayNumber, 12345) });
            await transaction.CommitAsync();
        }

        await demo.BackFillAsync(First, Yesterday);

        (await demo.HashAsync(First, Yesterday)).Should().Be(before);
    }

    [Fact]
    public async Task Run_CancelledInTheQueue_DoesNothingAndGoesOnWhenAsked()
    {
        await demo.BackFillAsync(First, Yesterday);
        var whole = await demo.HashAsync(First, Yesterday);
        await demo.ForgetAsync();
        var id = (await demo.Get<StartRun>().BackFillAsync(Actor.System, First, Yesterday, default)).Value;
        (await demo.Get<CancelRun>().RunAsync(Actor.System, id, default)).IsOk.Should().BeTrue();
        (await demo.FinishAsync(id)).Status.Should().Be(RunStatus.Cancelled);

        (await demo.Get<CancelRun>().RetryAsync(Actor.System, id, default)).IsOk.Should().BeTrue();

        (await demo.FinishAsync(id)).Status.Should().Be(RunStatus.Finished);
        (await demo.HashAsync(First, Yesterday)).Should().Be(whole);
    }

    [Fact]
    public async Task StoredScore_HoldsTogether()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        await using var db = demo.Database();
        foreach (var row in await db.Scores.AsNoTracking().Where(s => s.Computed != null).OrderBy(s => s.AccountId).Take(60).ToListAsync())
        {
            var version = await db.ScoringModelVersions.AsNoTracking().SingleAsync(v => v.Id == row.VersionId);
            var stored = ExplainedScore.Of(row, version.Definition);
            row.Computed.Should().Be(Rounding.Score(stored.Unrounded!.Value));
            stored.Measures.Sum(m => m.Weight ?? 0).Should().BeApproximately(1, 1e-9);
            var measures = version.Definition.Measures.ToList();
            stored.Measures.Should().HaveCount(measures.Count);
            foreach (var (measure, part) in measures.Zip(stored.Measures))
                if (part.Value is { } value) part.SubScore.Should().Be(measure.Curve.Map(value));
        }
    }

    [Theory]
    [InlineData(Role.Csm)]
    [InlineData(Role.Leadership)]
    public async Task Runs_ByARoleThatMayNot_AreRefused(Role role)
    {
        var actor = new Actor("u", "Somebody", role);
        (await demo.Get<StartRun>().NowAsync(actor, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
        (await demo.Get<StartRun>().BackFillAsync(actor, First, Yesterday, default)).IsOk.Should().BeFalse();
        (await demo.Get<CancelRun>().RunAsync(actor, 1, default)).IsOk.Should().BeFalse();
        (await demo.Get<ListRuns>().RunAsync(actor, 10, default)).IsOk.Should().BeFalse();
    }

    [Theory]
    [InlineData(Role.CsOps)]
    [InlineData(Role.Admin)]
    public async Task Runs_ByWhoSeesOnlyTheirOwnAccounts_AreSeenAndNeitherStartedNorStopped(Role role)
    {
        var actor = new Actor("u", "Somebody", role, OwnerId: 1, OnlyOwn: true);
        (await demo.Get<StartRun>().NowAsync(actor, default)).Message.Should().StartWith("You see only your own accounts, so you cannot start a run");
        (await demo.Get<StartRun>().TodayAsync(actor, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
        (await demo.Get<StartRun>().BackFillAsync(actor, First, Yesterday, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
        (await demo.Get<StartRun>().BackFillMonthEndsAsync(actor, First, Yesterday, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
        (await demo.Get<CancelRun>().RunAsync(actor, 1, default)).Message.Should().Contain("cannot cancel a run");
        (await demo.Get<CancelRun>().RetryAsync(actor, 1, default)).Message.Should().Contain("cannot retry a run");
        (await demo.Get<ListRuns>().RunAsync(actor, 10, default)).IsOk.Should().BeTrue();
    }

    [Fact]
    public async Task Nightly_AskedByManyNodesAtOnce_IsQueuedOnce()
    {
        await using var other = demo.AnotherNode();
        var nodes = new[] { demo.Get<StartRun>(), other.GetRequiredService<StartRun>() };

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => nodes[i % 2].NightlyAsync(default)));

        await using var db = demo.Database();
        (await db.ScoringRuns.CountAsync(r => r.Trigger == RunTrigger.Nightly)).Should().Be(1);
    }

    [Fact]
    public async Task Nightly_ThatFailed_IsTriedAgainLaterAFewTimes_AndOneThatWasStoppedIsNot()
    {
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var id = (await demo.Get<StartRun>().NightlyAsync(default))!.Value;
            var node = (await RunSql.JoinAsync(demo.Source, mayBegin: true, failedIn: 0, demo.Time.Now, default))!.Value;
            node.RunId.Should().Be(id);
            await using var connection = await demo.Source.OpenConnectionAsync();
            (await RunSql.EndAsync(connection, node, RunStatus.Failed, "the disk was full", demo.Time.Now, default)).Should().BeTrue();
            (await demo.Get<StartRun>().NightlyAsync(default)).Should().BeNull("a storm of attempts helps nobody");
            demo.Time.Now += TimeSpan.FromMinutes(16);
        }

        (await demo.Get<StartRun>().NightlyAsync(default)).Should().BeNull("four attempts are enough");
    }

    [Fact]
    public async Task Nightly_AfterAnOutage_BeginsBehindTheLastNight_WhateverWasBackFilledSince()
    {
        var night = (await demo.Get<StartRun>().NightlyAsync(default))!.Value;
        await demo.FinishAsync(night);
        demo.Time.Now = demo.Time.Now.AddDays(4);
        await demo.BackFillAsync(DemoRuns.Today.AddDays(3), DemoRuns.Today.AddDays(3));

        var run = await demo.FinishAsync((await demo.Get<StartRun>().NightlyAsync(default))!.Value);

        (run.From, run.To).Should().Be((DemoRuns.Today, DemoRuns.Today.AddDays(3)));
        await using var db = demo.Database();
        (await db.Scores.Where(s => s.Day >= DemoRuns.Today).Select(s => s.Day).Distinct().CountAsync()).Should().Be(4);
    }

    [Fact]
    public async Task Run_CancelledHalfWay_LeavesTheFiguresOfBefore()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        var before = await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default);
        var id = (await demo.Get<StartRun>().NowAsync(Actor.System, default)).Value;
        await using (var db = demo.Database()) await db.ScoringRuns.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.CancelRequested, true));

        (await demo.FinishAsync(id)).Status.Should().Be(RunStatus.Cancelled);

        (await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default)).Should().BeEquivalentTo(before, DemoRuns.Closely);
    }

    [Fact]
    public async Task Run_WhileSomebodyReadsForLong_EndsAndDisturbsNobody()
    {
        await demo.BackFillAsync(Yesterday.AddDays(-1), Yesterday.AddDays(-1));
        await using var connection = await demo.Source.OpenConnectionAsync();
        await using var reading = await connection.BeginTransactionAsync();
        await using var count = new NpgsqlCommand("select count(day) from account_current", connection);
        var before = (long)(await count.ExecuteScalarAsync())!;

        (await demo.BackFillAsync(Yesterday, Yesterday)).Status.Should().Be(RunStatus.Finished);

        (await count.ExecuteScalarAsync()).Should().Be(before);
        await using var db = demo.Database();
        (await db.CurrentAccounts.MaxAsync(a => a.Day)).Should().Be(Yesterday);
        (await db.CurrentAccounts.CountAsync()).Should().Be(await db.Accounts.CountAsync());
    }

    [Fact]
    public async Task Run_OfWhichOnlyTheEndIsLeft_KeepsWhatTheDayIsRankedBy()
    {
        await demo.BackFillAsync(First, Yesterday);
        (await PeersAsync()).Should().NotBeEmpty();
        var peers = await PeersAsync();
        await using (var db = demo.Database()) await db.ScoringRuns.ExecuteUpdateAsync(r => r.SetProperty(x => x.Status, RunStatus.Queued));
        await demo.DoAsync("delete from peer_input");

        while (await demo.Get<RunScoring>().TakeUpAsync(default))
        {
        }

        (await PeersAsync()).Should().Be(peers);

        async Task<string> PeersAsync()
        {
            await using var command = demo.Source.CreateCommand("select coalesce(string_agg(md5(p::text), '' order by md5(p::text)), '') from peer_input p");
            return (string)(await command.ExecuteScalarAsync())!;
        }
    }

    [Fact]
    public async Task Run_AfterWhichNobodyIsRanked_LeavesNobodyToBeRankedAmong()
    {
        // Of a day on which nobody was a customer yet.
        var before = First.AddYears(-2);
        await demo.DoAsync($"truncate peer_input; insert into peer_input values ('{before.AddDays(-30):yyyy-MM-dd}', null, null, 1, 28, '')");

        (await demo.BackFillAsync(before, before)).Status.Should().Be(RunStatus.Finished);

        (await PeersAsync()).Should().Be(0);
        await demo.BackFillAsync(Yesterday, Yesterday);
        (await PeersAsync()).Should().BePositive();
        await demo.DoAsync("truncate peer_input");
        await demo.BackFillAsync(First, First);
        (await PeersAsync()).Should().Be(0, "a later night has left none");

        Task<long> PeersAsync() => demo.CountAsync("select count(*) from peer_input");
    }

    [Fact]
    public async Task Run_ThatGoesOnWithMoreAccountsThanItBeganWith_ScoresAllThatIsLeft()
    {
        // Of no segment and stage, so that nobody is ranked by whether it is there.
        await demo.DoAsync($"insert into account (id, external_id, name, start) select max(id) + 1, 'late', 'Late', '{First:yyyy-MM-dd}' from account");
        var last = await demo.CountAsync("select id from account where external_id = 'late'");
        await demo.BackFillAsync(First, Yesterday);
        var second = First.AddDays(9);
        var whole = (await demo.CountAsync($"select count(*) from score where day >= '{second:yyyy-MM-dd}'"), await OthersAsync());
        await demo.ForgetAsync();
        await demo.DoAsync($"update account set start = '2027-01-01' where id = {last}");
        var run = await demo.BackFillAsync(First, Yesterday);
        // As if it had been stopped in the middle of its second stretch, and the last account had come then.
        await demo.DoAsync($"""
            delete from scoring_run_range where from_day > '{second:yyyy-MM-dd}';
            update scoring_run_range r set state = 1, peers = null where from_day = '{second:yyyy-MM-dd}' and first_account_id > (select min(first_account_id) from scoring_run_range where from_day = r.from_day);
            delete from score s where day >= '{second:yyyy-MM-dd}' and not exists (select from scoring_run_range where state = 5 and day between from_day and from_day + 8 and account_id between first_account_id and last_account_id);
            update scoring_run set status = 1, cut_from = '{second:yyyy-MM-dd}';
            update account set start = '{First:yyyy-MM-dd}' where id = {last};
            """);

        (await demo.FinishAsync(run.Id)).Status.Should().Be(RunStatus.Finished);

        (await demo.CountAsync($"select count(*) from score where day >= '{second:yyyy-MM-dd}'"), await OthersAsync()).Should().Be(whole);
        await demo.DoAsync($"delete from score where account_id = {last}; delete from account_current where account_id = {last}; delete from account where id = {last}");

        async Task<string> OthersAsync()
        {
            await using var command = demo.Source.CreateCommand($"select md5(string_agg(md5(s::text), '' order by account_id, kind, day)) from score s where account_id <> {last}");
            return (string)(await command.ExecuteScalarAsync())!;
        }
    }

    [Fact]
    public async Task BackFill_OfDaysThatAreNotOver_IsRefused_InTheWordsOfWhoAsks()
    {
        (await demo.Get<StartRun>().BackFillAsync(Actor.System, Yesterday, DemoRuns.Today, default)).Errors.Should().ContainSingle(e => e.Code == "day_not_over");
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        (await demo.Get<StartRun>().BackFillAsync(Actor.System, Yesterday, DemoRuns.Today, default)).Message.Should()
            .Contain(DemoRuns.Today.ToString("d. MMM yyyy", CultureInfo.CurrentCulture), "days are written as whoever is refused writes them").And.NotContain($"{DemoRuns.Today:yyyy-MM-dd}");
    }
}
