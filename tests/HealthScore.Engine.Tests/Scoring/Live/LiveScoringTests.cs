using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Scoring.Live;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Marks;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Engine.Tests.Scoring.Runs;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HealthScore.Engine.Tests.Scoring.Live;

/// <summary>Scores that follow the news within the day. Marks are made by <see cref="MarkSql"/>, kept apart from runs by <see cref="LiveSql"/>, ranked by <see cref="PeerSql"/>.</summary>
public sealed class LiveScoringTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(-1);

    public async Task InitializeAsync()
    {
        demo.Time.Now = new DateTimeOffset(DemoRuns.Today, new TimeOnly(9, 0), TimeSpan.Zero);
        await demo.ForgetAsync();
        await ExecuteAsync("truncate account_mark, peer_input");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Reading_OfAGauge_IsInTheScoreAndOnThePages_AndTheNightIsWhatItWouldHaveBeen()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        var account = await ActiveAccountAsync();
        await WriteAsync(account, MetricKind.Gauge, DemoRuns.Today, 1);
        var others = await CurrentAsync(account, isThis: false);

        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().Be(1);

        await using var db = demo.Database();
        var scores = await db.Scores.AsNoTracking().Where(s => s.Day == DemoRuns.Today).ToListAsync();
        scores.Should().OnlyContain(s => s.AccountId == account && s.Provisional).And.HaveCount(3);
        var shown = (await CurrentAsync(account, isThis: true)).Should().ContainSingle().Subject;
        (shown.Day, shown.Provisional, shown.Health).Should().Be((DemoRuns.Today, true, scores.Single(s => s.Kind == ScoreKind.Health).Published));
        (await CurrentAsync(account, isThis: false)).Should().BeEquivalentTo(others);

        demo.Time.Now = demo.Time.Now.AddDays(1);
        await demo.FinishAsync((await demo.Get<Engine.Scoring.Runs.StartRun>().NightlyAsync(default))!.Value);
        var withLive = await demo.HashAsync(DemoRuns.Today, DemoRuns.Today);
        await ExecuteAsync($"delete from score where day = '{DemoRuns.Today:yyyy-MM-dd}'");
        await demo.BackFillAsync(DemoRuns.Today, DemoRuns.Today);
        (await demo.HashAsync(DemoRuns.Today, DemoRuns.Today)).Should().Be(withLive);
    }

    [Fact]
    public async Task Score_OfAMarkedAccount_EqualsThatOfARunNow_SaveForItsPeers()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        await using var db = demo.Database();
        await MarkAllAsync();
        while (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 30, default) > 0)
        {
        }

        var live = await db.Scores.AsNoTracking().Where(s => s.Day == DemoRuns.Today).ToDictionaryAsync(s => (s.AccountId, s.Kind));
        await demo.ScoreNowAsync();

        var versions = await db.ScoringModelVersions.AsNoTracking().ToDictionaryAsync(v => v.Id);
        var run = await db.Scores.AsNoTracking().Where(s => s.Day == DemoRuns.Today).ToListAsync();
        run.Should().HaveCount(live.Count).And.HaveCountGreaterThan(100);
        foreach (var row in run)
        {
            var same = live[(row.AccountId, row.Kind)];
            (same.VersionId, same.SegmentId, same.StageId, same.OwnerId, same.Arr).Should().Be((row.VersionId, row.SegmentId, row.StageId, row.OwnerId, row.Arr));
            var measures = versions[row.VersionId].Definition.Measures.Select(m => m.Source).ToList();
            var ranked = measures.Exists(m => m is MetricSource { Aggregation: Aggregation.Percentile });
            foreach (var (source, i) in measures.Select((m, i) => (m, i)).Where(m => m.m is not MetricSource { Aggregation: Aggregation.Percentile }))
                ScoreCodec.Read(same.Data).Values[i].Should().Be(ScoreCodec.Read(row.Data).Values[i], "{0} of account {1}", source, row.AccountId);
            if (!ranked) same.Should().BeEquivalentTo(row);
        }
    }

    [Fact]
    public async Task Score_MadeBetweenMidnightAndTheNight_IsMadeAgainWhenYesterdayIsFinal()
    {
        await demo.BackFillAsync(Yesterday.AddDays(-1), Yesterday.AddDays(-1));
        var account = await ActiveAccountAsync();
        await WriteAsync(account, MetricKind.Gauge, DemoRuns.Today, 5);
        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().Be(1);
        var early = await TodayAsync();

        await demo.BackFillAsync(Yesterday, Yesterday);
        (await demo.CountAsync($"select count(*) from account_mark where account_id = {account}")).Should().Be(1);
        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().Be(1);
        var late = await TodayAsync();

        late.Should().HaveCount(early.Count).And.NotBeEmpty();
        await demo.ScoreNowAsync();
        (await TodayAsync()).Should().Equal(late, "that is what a run of today makes of it");
        late.Should().NotEqual(early, "yesterday's band is remembered");

        async Task<List<(ScoreKind, Band, Band, long)>> TodayAsync()
        {
            await using var db = demo.Database();
            return (await db.Scores.AsNoTracking().Where(s => s.AccountId == account && s.Day == DemoRuns.Today).OrderBy(s => s.Kind).ToListAsync()).ConvertAll(s => (s.Kind, s.Band, s.HeldBand, s.RecentBands));
        }
    }

    [Fact]
    public async Task Month_ThatLasts_IsOneColumnOfThePortfoliosTrend_WhereScoresAreNewerThanTheLastRun()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        await WriteAsync(await ActiveAccountAsync(), MetricKind.Gauge, DemoRuns.Today, 5);
        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().Be(1);

        var view = await demo.Get<Engine.Portfolio.ReadPortfolio>().RunAsync(Actor.System, new(), default);

        view.Day.Should().Be(DemoRuns.Today);
        view.Trend.Select(p => p.Day).Distinct().Select(d => (d.Year, d.Month)).Should().OnlyHaveUniqueItems();
        view.Trend[^1].Day.Should().Be(DemoRuns.Today);
        view.Trend.Where(p => p.Day == DemoRuns.Today).Sum(p => p.Accounts).Should().Be(view.Accounts);
    }

    [Fact]
    public async Task Marks_BeforeTheFirstNight_Wait()
    {
        await MarkAllAsync();

        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().Be(0);
        (await MarksAsync()).Should().BePositive();
        await demo.BackFillAsync(Yesterday, Yesterday);
        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().BePositive();
    }

    [Fact]
    public async Task Marks_WhileARunWritesTheSameDays_Wait()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        await MarkAllAsync();
        await using var connection = await demo.Source.OpenConnectionAsync();
        await using (var run = await connection.BeginTransactionAsync())
        {
            await LiveSql.KeepOutAsync(connection, default);
            (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().Be(0);
        }

        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().BePositive();
    }

    [Fact]
    public async Task Marks_WhileARunWritesAnotherDay_AreScored()
    {
        await demo.BackFillAsync(Yesterday.AddDays(-1), Yesterday.AddDays(-1));
        await MarkAllAsync();
        await using var connection = await demo.Source.OpenConnectionAsync();
        Task<ScoringRun> run;
        await using (await connection.BeginTransactionAsync())
        {
            // The same row as the run is about to write, so that it waits in the middle.
            await using (var same = new Npgsql.NpgsqlCommand(
                $"insert into score select account_id, kind, '{Yesterday:yyyy-MM-dd}', version_id, provisional, computed, published, band, manual, coverage, segment_id, stage_id, owner_id, arr, held_band, held_version, recent_bands, data from score where account_id = (select min(account_id) from score)", connection))
                await same.ExecuteNonQueryAsync();
            run = demo.BackFillAsync(Yesterday, Yesterday);
            await Eventually.IsAsync(async () => await demo.CountAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'copy score%'") > 0, "the run waits");

            (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().BePositive();
        }

        (await run).Status.Should().Be(RunStatus.Finished);
        await using var db = demo.Database();
        (await db.Scores.AnyAsync(s => s.Day == DemoRuns.Today && s.Provisional)).Should().BeTrue();
        (await db.Scores.AnyAsync(s => s.Day == Yesterday && s.Provisional)).Should().BeFalse();
    }

    [Fact]
    public async Task Assignments_WhileTheirAccountsAreScored_AllGoThrough()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        long[] accounts;
        await using (var db = demo.Database()) accounts = await db.CurrentAccounts.Where(a => a.Active).OrderBy(a => a.AccountId).Select(a => a.AccountId).Take(2).ToArrayAsync();
        var isOver = false;
        var scoring = Task.Run(async () =>
        {
            var scored = 0;
            while (!Volatile.Read(ref isOver)) scored += await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default);
            return scored;
        });
        try
        {
            for (var i = 0; i < 60; i++)
                (await demo.Get<AssignOwner>().RunAsync(Actor.System, accounts, 2 + (i % 2), default)).Errors.Should().BeEmpty();
        }
        finally
        {
            Volatile.Write(ref isOver, true);
        }

        (await scoring).Should().BePositive();
    }

    [Fact]
    public async Task Marks_TakenByTwoNodesWhileARunScoresToday_AreAllScored()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        await using var other = demo.AnotherNode();
        LiveScoring[] nodes = [demo.Get<LiveScoring>(), other.GetRequiredService<LiveScoring>()];
        await demo.Get<Engine.Scoring.Runs.StartRun>().NowAsync(Domain.Primitives.Actor.System, default);
        for (var round = 0; round < 5; round++)
        {
            await MarkAllAsync();
            // Both take part for certain, and then whoever is faster.
            foreach (var node in nodes) (await node.ScoreMarkedAsync(AtOnce, 7, default)).Should().Be(7);
            await Task.WhenAll(DrainAsync(nodes[0]), DrainAsync(nodes[1]), demo.Get<Engine.Scoring.Runs.RunScoring>().TakeUpAsync(default));
        }

        (await MarksAsync()).Should().Be(0);
        await using var db = demo.Database();
        (await db.ScoringRuns.Where(r => r.Status != RunStatus.Finished).CountAsync()).Should().Be(0);
        var shown = await db.CurrentAccounts.AsNoTracking().Where(a => a.Active).ToListAsync();
        var scores = await db.Scores.AsNoTracking().Where(s => s.Day == DemoRuns.Today && s.Kind == ScoreKind.Health).ToDictionaryAsync(s => s.AccountId, s => s.Published);
        shown.Should().OnlyContain(a => a.Health == scores[a.AccountId]);

        async Task DrainAsync(LiveScoring node)
        {
            // A node that the other one or the run is in the way of comes back later.
            for (var idle = 0; idle < 10 && await MarksAsync() > 0;)
                if (await node.ScoreMarkedAsync(AtOnce, 7, default) == 0) idle += await MarksAsync() > 0 ? 0 : 1;
        }
    }

    [Fact]
    public async Task NewsOfVeryManyAccounts_AreScoredByOneRunOfToday_AndTheNightScoresItsDayAllTheSame()
    {
        await demo.BackFillAsync(Yesterday.AddDays(-1), Yesterday.AddDays(-1));
        await using (var connection = await demo.Source.OpenConnectionAsync())
            await MarkSql.MarkAsync(connection, [.. Enumerable.Range(1, 6000).Select(i => (long)i)], default);
        (await MarksAsync()).Should().Be(1);

        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().Be(1);

        await using var db = demo.Database();
        var run = await db.ScoringRuns.AsNoTracking().SingleAsync(r => r.Status == RunStatus.Queued);
        (run.From, run.To, run.IsProvisional).Should().Be((DemoRuns.Today, DemoRuns.Today, true));
        (await demo.FinishAsync(run.Id)).Status.Should().Be(RunStatus.Finished);
        (await db.Scores.Where(s => s.Day == Yesterday).CountAsync()).Should().Be(0, "yesterday is the night's");
        (await demo.FinishAsync((await demo.Get<Engine.Scoring.Runs.StartRun>().NightlyAsync(default))!.Value)).To.Should().Be(Yesterday);
    }

    [Fact]
    public async Task News_IsScoredWithoutAnybodyAsking_AndHeardOfOnEveryNode()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        var account = await ActiveAccountAsync();
        await using var other = demo.AnotherNode();
        using var feed = new ChangeFeed(demo.Source, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        using var otherFeed = other.GetRequiredService<ChangeFeed>();
        using var worker = Worker(feed);
        var (scored, heard) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (before, otherBefore) = (feed.Heard, otherFeed.Heard);
        await Task.WhenAll(feed.StartAsync(default), otherFeed.StartAsync(default), worker.StartAsync(default));
        await Eventually.IsAsync(() => Task.FromResult(feed.HasHeard(Change.Marks, before) && otherFeed.HasHeard(Change.Marks, otherBefore)), "both listen");
        feed.Changed += (change, accounts) => _ = change == Change.Scores && scored.TrySetResult();
        otherFeed.Changed += (change, accounts) => _ = change == Change.Scores && heard.TrySetResult();

        await WriteAsync(account, MetricKind.Gauge, DemoRuns.Today, 2);

        await Task.WhenAll(scored.Task, heard.Task).WaitAsync(TimeSpan.FromSeconds(20));
        await Task.WhenAll(worker.StopAsync(default), feed.StopAsync(default), otherFeed.StopAsync(default));
        (await CurrentAsync(account, isThis: true)).Should().OnlyContain(a => a.Provisional);
    }

    [Fact]
    public async Task Account_ThatCannotBeScored_IsPutOff_AndHoldsUpNobody()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        long[] accounts;
        await using (var db = demo.Database()) accounts = await db.CurrentAccounts.Where(a => a.Active && a.Health != null).OrderBy(a => a.AccountId).Select(a => a.AccountId).Take(6).ToArrayAsync();
        // In the middle, and not the one that waits longest.
        var faulty = accounts[3];
        await demo.DoAsync($"""
            create function refuse() returns trigger language plpgsql as 'begin if new.account_id = {faulty} and new.provisional then raise exception ''no such score''; end if; return new; end';
            create trigger refuse before insert on score for each row execute function refuse();
            """);
        using var feed = new ChangeFeed(demo.Source, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        using var worker = Worker(feed);
        try
        {
            await ExecuteAsync($"insert into account_mark (account_id, marked_at) select a, clock_timestamp() - i * interval '1 second' from unnest(array[{string.Join(',', accounts)}]) with ordinality u (a, i)");
            await worker.StartAsync(default);

            await Eventually.IsAsync(async () => await demo.CountAsync("select count(*) from account_mark where marked_at <= clock_timestamp()") == 0, "nothing waits that could be scored");
            await worker.StopAsync(default);
        }
        finally
        {
            await demo.DoAsync("drop trigger refuse on score; drop function refuse");
        }

        (await demo.CountAsync("select account_id from account_mark where marked_at between clock_timestamp() + interval '4 minutes' and clock_timestamp() + interval '5 minutes'")).Should().Be(faulty);
        await using (var db = demo.Database())
            (await db.Scores.Where(s => s.Day == DemoRuns.Today).Select(s => s.AccountId).Distinct().OrderBy(a => a).ToListAsync()).Should().Equal(accounts.Where(a => a != faulty));
    }

    [Fact]
    public async Task News_IsScoredOnceItHasSettled_OldestFirst_AndNoMoreThanAreAskedFor()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        var account = await ActiveAccountAsync();
        var aMinute = TimeSpan.FromMinutes(1);
        await WriteAsync(account, MetricKind.Gauge, DemoRuns.Today, 1);
        var marked = await MarkedAtAsync();
        for (var i = 2; i < 8; i++) await WriteAsync(account, MetricKind.Gauge, DemoRuns.Today, i);
        (await MarkedAtAsync()).Should().Be(marked, "the first mark stands, or news that does not end would never be scored");
        (await demo.Get<LiveScoring>().ScoreMarkedAsync(aMinute, 500, default)).Should().Be(0);

        await ExecuteAsync("update account_mark set marked_at = marked_at - interval '1 minute'");
        (await demo.Get<LiveScoring>().ScoreMarkedAsync(aMinute, 500, default)).Should().Be(1, "all that came meanwhile is scored at once");
        (await MarksAsync()).Should().Be(0);

        await ExecuteAsync("insert into account_mark (account_id, marked_at) select account_id, clock_timestamp() - account_id * interval '1 second' from account_current where active");
        var left = await MarksAsync();
        var newest = await demo.CountAsync("select min(account_id) from account_mark");
        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 7, default)).Should().Be(7);
        (await MarksAsync()).Should().Be(left - 7);
        (await demo.CountAsync("select min(account_id) from account_mark")).Should().Be(newest);
        (await demo.CountAsync($"select count(*) from account_mark m where account_id > (select min(account_id) from score where day = '{DemoRuns.Today:yyyy-MM-dd}' and account_id <> {account})")).Should().Be(0, "those were marked before them");

        async Task<DateTime> MarkedAtAsync()
        {
            await using var command = demo.Source.CreateCommand($"select marked_at from account_mark where account_id = {account}");
            return (DateTime)(await command.ExecuteScalarAsync())!;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Source_ThatSendsAgain_IsNoLongerSilentWithTheVeryScoreThatFollows(int daysLate)
    {
        // The demo company knows nothing of these days, so that all its sources are silent.
        var (later, before) = (DemoRuns.Today.AddDays(20), DemoRuns.Today.AddDays(19));
        demo.Time.Now = new DateTimeOffset(later, new TimeOnly(9, 0), TimeSpan.Zero);
        await demo.BackFillAsync(before, before);
        var (account, version, measure, metric) = await CountedAsync(before);
        await ExecuteAsync($"insert into account_mark (account_id) values ({account})");
        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().Be(1);
        (await StatusAsync()).Should().Be(MeasureStatus.Silent);

        await using (var connection = await demo.Source.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await demo.Get<ReadingStore>().WriteAsync(transaction, new[] { new Reading(account, metric, later.DayNumber - daysLate, 3) });
            await transaction.CommitAsync();
        }

        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().Be(1);
        (await StatusAsync()).Should().Be(MeasureStatus.Ok);
        await using (var connection = await demo.Source.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await demo.Get<ReadingStore>().WriteAsync(transaction, new[] { new Reading(account, metric, later.DayNumber - daysLate, double.NaN) });
            await transaction.CommitAsync();
        }

        async Task<MeasureStatus> StatusAsync()
        {
            await using var db = demo.Database();
            var row = await db.Scores.AsNoTracking().SingleAsync(s => s.AccountId == account && s.Day == later && s.VersionId == version);
            return ScoreCodec.Read(row.Data).Values[measure].Status;
        }
    }

    [Fact]
    public async Task Night_UnderASteadyStreamOfNews_Ends_AndTheNewsIsScored()
    {
        await demo.BackFillAsync(Yesterday.AddDays(-1), Yesterday.AddDays(-1));
        var account = await ActiveAccountAsync();
        using var feed = new ChangeFeed(demo.Source, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        using var worker = Worker(feed);
        await feed.StartAsync(default);
        await worker.StartAsync(default);
        var (isOver, last) = (false, 0.0);
        var news = Task.Run(async () =>
        {
            for (; !Volatile.Read(ref isOver); last++) await WriteAsync(account, MetricKind.Gauge, DemoRuns.Today, last);
        });
        ScoringRun night;
        try
        {
            night = await demo.FinishAsync((await demo.Get<Engine.Scoring.Runs.StartRun>().NightlyAsync(default))!.Value).WaitAsync(TimeSpan.FromMinutes(1));
            await Eventually.IsAsync(async () => await demo.CountAsync($"select count(*) from score where account_id = {account} and day = '{DemoRuns.Today:yyyy-MM-dd}'") > 0, "it is scored while more comes");
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            await news;
        }

        await Eventually.IsAsync(async () => await MarksAsync() == 0, "all is scored");
        await Task.WhenAll(worker.StopAsync(default), feed.StopAsync(default));
        night.Status.Should().Be(RunStatus.Finished);
        var live = await demo.HashAsync(DemoRuns.Today, DemoRuns.Today);
        await ExecuteAsync($"insert into account_mark (account_id) values ({account})");
        (await demo.Get<LiveScoring>().ScoreMarkedAsync(AtOnce, 500, default)).Should().BePositive();
        (await demo.HashAsync(DemoRuns.Today, DemoRuns.Today)).Should().Be(live, "nothing of the news was missed");
    }

    private LiveWorker Worker(ChangeFeed feed) => new(demo.Get<LiveScoring>(), feed, TimeProvider.System, NullLogger<LiveWorker>.Instance);

    // An account with a measure of a count on a day.
    private async Task<(long Account, int Version, int Measure, short Metric)> CountedAsync(DateOnly day)
    {
        await using var db = demo.Database();
        var metrics = await db.Metrics.Where(m => m.Kind == MetricKind.Count && m.Expression == null).ToDictionaryAsync(m => m.Key, m => m.Id);
        foreach (var version in await db.ScoringModelVersions.AsNoTracking().OrderBy(v => v.Id).ToListAsync())
            foreach (var (i, measure) in version.Definition.Measures.Index())
                if (measure.Source is MetricSource { Aggregation: Aggregation.Sum or Aggregation.Mean or Aggregation.ActiveDays } source && metrics.TryGetValue(source.Metric, out var metric)
                    && await db.Scores.Where(s => s.Day == day && s.VersionId == version.Id).OrderBy(s => s.AccountId).Select(s => (long?)s.AccountId).FirstOrDefaultAsync() is { } account)
                    return (account, version.Id, i, metric);
        throw new InvalidOperationException("No model of the demo company counts anything.");
    }

    private async Task WriteAsync(long account, MetricKind kind, DateOnly day, double value)
    {
        await using var db = demo.Database();
        var metric = await db.Metrics.Where(m => m.Kind == kind).OrderBy(m => m.Id).Select(m => m.Id).FirstAsync();
        await using var connection = await demo.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await demo.Get<ReadingStore>().WriteAsync(transaction, new[] { new Reading(account, metric, day.DayNumber, value) });
        await transaction.CommitAsync();
    }

    private async Task<long> ActiveAccountAsync()
    {
        await using var db = demo.Database();
        return await db.CurrentAccounts.Where(a => a.Active && a.Health != null).OrderBy(a => a.AccountId).Select(a => a.AccountId).FirstAsync();
    }

    private async Task<List<AccountCurrent>> CurrentAsync(long account, bool isThis)
    {
        await using var db = demo.Database();
        return await db.CurrentAccounts.AsNoTracking().Where(a => (a.AccountId == account) == isThis).OrderBy(a => a.AccountId).ToListAsync();
    }

    private Task MarkAllAsync() => ExecuteAsync("insert into account_mark (account_id) select account_id from account_current where active on conflict do nothing");

    private async Task<long> MarksAsync()
    {
        await using var command = demo.Source.CreateCommand("select count(*) from account_mark");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = demo.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
