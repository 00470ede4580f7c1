using System.Globalization;
using HealthScore.Domain.MyDay;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.MyDay;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Engine.Tests.Scoring.Runs;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Tests.MyDay;

/// <summary>Who needs somebody, in which order and why; and who can wait.</summary>
public sealed class MyDayTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly DateOnly Eve = DemoRuns.Today.AddDays(-2);
    private static readonly Actor Csm = new("c", "Chloe", Role.CsOps);

    public async Task InitializeAsync()
    {
        await using var db = demo.Database();
        if (!await db.Scores.AnyAsync()) await demo.BackFillAsync(DemoRuns.Today.AddDays(-60), Yesterday);
        await db.Snoozes.ExecuteDeleteAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Stakes_AreThoseOfTheDomain_AndTheListIsInTheirOrder()
    {
        await using var db = demo.Database();
        var accounts = await db.CurrentAccounts.AsNoTracking().Where(a => a.Active).ToListAsync();
        var stakes = accounts.ToDictionary(a => a.AccountId, a => StakeOf(a).Amount);
        foreach (var account in accounts) account.Stake.Should().BeApproximately(stakes[account.AccountId], 1e-6 * (1 + stakes[account.AccountId]), account.Name);
        stakes.Values.Should().Contain(0).And.Contain(s => s > 0);

        var view = await ReadAsync(Actor.System, count: ReadMyDay.MostRows);
        view.Needs.Total.Should().Be(stakes.Values.Count(s => s > 0)).And.Be(view.Needs.Rows.Count);
        view.Needs.Rows.Select(r => r.AccountId).Should().Equal(stakes.Where(s => s.Value > 0).OrderByDescending(s => s.Value).Select(s => s.Key));
        view.Needs.Rows.Should().OnlyContain(r => Math.Abs(r.Stake.Amount - stakes[r.AccountId]) < 1e-6 * (1 + stakes[r.AccountId]));
        (await ReadAsync(Actor.System, count: 3)).Needs.Rows.Select(r => r.AccountId).Should().Equal(view.Needs.Rows.Take(3).Select(r => r.AccountId));
    }

    [Fact]
    public async Task LiveScore_RenewsTheStake()
    {
        await using var db = demo.Database();
        var account = await db.CurrentAccounts.AsNoTracking().Where(a => a.Active && a.HealthBand == Band.Red).FirstAsync();
        try
        {
            await RenewAsync("arr * 2 + 1000");
            var renewed = await db.CurrentAccounts.AsNoTracking().SingleAsync(a => a.AccountId == account.AccountId);
            renewed.Stake.Should().BeGreaterThan(account.Stake).And.BeApproximately(StakeOf(renewed).Amount, 1e-6 * renewed.Stake);
        }
        finally
        {
            await RenewAsync("(arr - 1000) / 2");
        }

        async Task RenewAsync(string arr)
        {
            await demo.DoAsync($"update account_state set arr = {arr} where account_id = {account.AccountId}");
            await using var connection = await demo.Source.OpenConnectionAsync();
            await using var renewal = await connection.BeginTransactionAsync();
            await CurrentSql.RefreshAsync(connection, DemoRuns.Today, [account.AccountId], default);
            await renewal.CommitAsync();
        }
    }

    [Fact]
    public async Task NextStep_IsNoMilestoneThatAnEarlierStayLeftUndone()
    {
        const string Of = "insert into milestone (account_id, name, stage_id, is_required, due, entered) select account_id, 'Long ago', stage_id, true, stage_since - 30, stage_since";
        try
        {
            await demo.DoAsync($"{Of} - 60 from account_current where stage_id is not null");
            (await ReadAsync(Actor.System, count: ReadMyDay.MostRows)).Needs.Rows.Should().NotContain(r => r.NextStep.Text.Contains("Long ago"));
            await demo.DoAsync($"{Of} from account_current where stage_id is not null");
            (await ReadAsync(Actor.System, count: ReadMyDay.MostRows)).Needs.Rows.Should().Contain(r => r.NextStep.Text.Contains("Long ago"));
        }
        finally
        {
            await demo.DoAsync("delete from milestone where name = 'Long ago'");
        }
    }

    [Fact]
    public async Task Reasons_AreThoseOfTheAccountsPage()
    {
        var rows = (await ReadAsync(Actor.System, count: ReadMyDay.MostRows)).Needs.Rows;
        var (fallen, standing) = (0, 0);
        foreach (var row in rows)
        {
            var score = (await demo.Get<ReadScore>().RunAsync(Actor.System, row.AccountId, ScoreKind.Health, Yesterday, Yesterday.AddDays(-30), CultureInfo.InvariantCulture, default)).Value!;
            if (row.Change <= -3 && score.Reasons is [{ Points: < 0 } first, ..])
            {
                row.Reason.Should().Be(first.Text, row.Name);
                fallen++;
            }
            else
            {
                var worst = score.Dimensions.SelectMany(d => d.Measures).MaxBy(m => m.Lost)!;
                if (score.Rules.Count > 0 || score.IsManual) continue;
                row.Reason.Should().StartWith(worst.Name, row.Name);
                standing++;
            }
        }

        (fallen, standing).Should().Match<(int, int)>(c => c.Item1 > 0 && c.Item2 > 0, "both sorts are shown");
        rows.Should().OnlyContain(r => r.Reason != null && r.NextStep.Text.Length > 0);
    }

    [Fact]
    public async Task Changes_AreThoseOfTheScores_AndEachFigureIsWhatTheGridShows()
    {
        await using var db = demo.Database();
        var view = await ReadAsync(Actor.System);
        (view.Night, view.Eve).Should().Be((Yesterday, Eve));
        var bands = (await db.Scores.Where(s => s.Kind == ScoreKind.Health && (s.Day == Yesterday || s.Day == Eve)).Select(s => new { s.AccountId, s.Day, s.Band }).ToListAsync()).ToDictionary(s => (s.AccountId, s.Day), s => s.Band);
        var pairs = await db.CurrentAccounts.Where(a => a.Active).Select(a => a.AccountId).ToListAsync();
        var crossed = pairs.Select(id => (Then: bands.GetValueOrDefault((id, Eve)), Now: bands.GetValueOrDefault((id, Yesterday)))).Where(p => p.Then != Band.Unknown && p.Now != Band.Unknown).ToList();
        view.Fell.Total.Should().Be(crossed.Count(p => p.Now < p.Then));
        view.Rose.Total.Should().Be(crossed.Count(p => p.Now > p.Then));
        (view.Fell.Total + view.Rose.Total).Should().BePositive("something moves every day");
        (await CountAsync(new() { Crossed = Crossing.Fell })).Should().Be(view.Fell.Total);
        (await CountAsync(new() { Crossed = Crossing.Rose })).Should().Be(view.Rose.Total);
        foreach (var renewal in view.Renewals)
            (await CountAsync(new() { RenewalWithin = ReadMyDay.RenewalDays, Bands = [renewal.Band] })).Should().Be(renewal.Accounts);
        (await CountAsync(new() { RenewalWithin = ReadMyDay.RenewalDays })).Should().Be(view.Renewals.Sum(r => r.Accounts)).And.BePositive();
    }

    [Fact]
    public async Task AccountThatLostItsScore_IsNews_AndStandsAmongThoseWithout()
    {
        await using var db = demo.Database();
        var before = await ReadAsync(Actor.System);
        var account = await db.CurrentAccounts.AsNoTracking().Where(a => a.Active && a.HealthBand == Band.Red && a.HealthBandEve != Band.Unknown).FirstAsync();
        try
        {
            await demo.DoAsync($"update account_current set health = null, health_band = 0 where account_id = {account.AccountId}");
            var view = await ReadAsync(Actor.System);
            view.Lost.Rows.Should().Contain(r => r.AccountId == account.AccountId && r.Before == account.HealthBandEve && r.Band == Band.Unknown);
            (view.Lost.Total, view.Unscored.Accounts, view.Unscored.Arr).Should().Be((before.Lost.Total + 1, before.Unscored.Accounts + 1, before.Unscored.Arr + account.Arr));
            view.IsScored.Should().BeTrue();
            (await CountAsync(new() { Crossed = Crossing.Lost })).Should().Be(view.Lost.Total);
            (await CountAsync(new() { Bands = [Band.Unknown] })).Should().Be(view.Unscored.Accounts);
        }
        finally
        {
            await demo.DoAsync($"update account_current set health = {account.Health!.Value.ToString(CultureInfo.InvariantCulture)}, health_band = 1 where account_id = {account.AccountId}");
        }
    }

    [Fact]
    public async Task Row_SaysWhatIsNewOfIt_AndWhomToAsk()
    {
        var first = (await ReadAsync(Actor.System)).Needs.Rows[0];
        (first.NewRisk, first.SnoozedUntil).Should().Be(((string?)null, (DateOnly?)null));
        try
        {
            await demo.DoAsync(
                $"""
                insert into risk_event (account_id, type, opened) values ({first.AccountId}, 'a_test', '{Yesterday:yyyy-MM-dd}'), ({first.AccountId}, 'b_test', '{Yesterday:yyyy-MM-dd}');
                insert into snooze (account_id, until, reason, band, by, at) values ({first.AccountId}, '{DemoRuns.Today:yyyy-MM-dd}', 'Wait', 1, 'Uma', now() - interval '3 days');
                insert into contact (account_id, external_id, name, email, is_champion, last_contact) values
                    ({first.AccountId}, 'a_test', 'AAA', null, true, null), ({first.AccountId}, 'b_test', 'AAB', 'aab@example.com', true, '{DemoRuns.Today:yyyy-MM-dd}'),
                    ({first.AccountId}, 'c_test', 'AAC', null, true, '{DemoRuns.Today.AddDays(1):yyyy-MM-dd}');
                update account_current set health_band_eve = 0 where account_id = {first.AccountId};
                """);
            var view = await ReadAsync(Actor.System);
            var (row, opened) = (view.Needs.Rows[0], await CountAsync(new() { RiskAfter = view.Eve }));
            (row.NewRisk, row.SnoozedUntil, row.BackEarly, row.IsNew).Should().Be(("a_test", DemoRuns.Today, false, true), "others had a score on the eve");
            row.Champion.Should().Be(new ChampionLine("AAB", "aab@example.com"), "of those nobody has spoken with nobody knows whether they still stand up for us");
            view.Risks.Total.Should().Be(opened, "accounts are counted, not events");
            (await CountAsync(new() { MilestoneAfter = view.Eve })).Should().Be(view.Milestones.Total);

            // In the first days nothing was scored on the eve, and nobody can tell what is new.
            await demo.DoAsync($"update portfolio_total set day = '1991-01-01' where day = '{Eve:yyyy-MM-dd}'");
            (await ReadAsync(Actor.System)).Needs.Rows[0].IsNew.Should().BeFalse();
        }
        finally
        {
            await demo.DoAsync(
                $"""
                update portfolio_total set day = '{Eve:yyyy-MM-dd}' where day = '1991-01-01';
                update account_current set health_band_eve = {(int)first.BandOnTheEve} where account_id = {first.AccountId};
                delete from risk_event where account_id = {first.AccountId} and type in ('a_test', 'b_test');
                delete from contact where account_id = {first.AccountId} and external_id in ('a_test', 'b_test', 'c_test');
                """);
        }
    }

    [Fact]
    public async Task Snooze_TakesAnAccountAway_UntilSomebodyWakesIt()
    {
        var first = (await ReadAsync(Csm)).Needs.Rows[0];
        (await SnoozeAsync(Csm, first.AccountId, 7)).IsOk.Should().BeTrue();
        var view = await ReadAsync(Actor.System);
        view.Needs.Rows.Select(r => r.AccountId).Should().NotContain(first.AccountId);
        view.Snoozed.Rows.Should().ContainSingle().Which.Should().BeEquivalentTo(new { first.AccountId, first.Name, Until = DemoRuns.Today.AddDays(7), Reason = "Waiting for the budget", By = "Chloe", At = demo.Time.GetUtcNow() });
        (await demo.Get<ReadMyDay>().SnoozedAsync(Csm, first.AccountId, default)).Should().Be(view.Snoozed.Rows[0], "the notice names it however many wait before it");
        (await demo.Get<ReadMyDay>().SnoozedAsync(new("n", "Nobody", default, OnlyOwn: true), first.AccountId, default)).Should().BeNull();

        (await demo.Get<EndSnooze>().RunAsync(Csm, first.AccountId, default)).IsOk.Should().BeTrue();
        view = await ReadAsync(Actor.System);
        view.Snoozed.Total.Should().Be(0);
        (await demo.Get<ReadMyDay>().SnoozedAsync(Csm, first.AccountId, default)).Should().BeNull();
        view.Needs.Rows[0].AccountId.Should().Be(first.AccountId);
        await using var db = demo.Database();
        (await db.Snoozes.SingleAsync()).Should().BeEquivalentTo(new { Ended = demo.Time.GetUtcNow(), EndedBy = "Chloe" });
    }

    [Fact]
    public async Task Snooze_Again_TakesThePlaceOfTheOneBefore()
    {
        var account = (await ReadAsync(Csm)).Needs.Rows[0].AccountId;
        using var feed = demo.Get<ChangeFeed>();
        var (listens, heard) = (new TaskCompletionSource(), new TaskCompletionSource<IReadOnlyList<long>>());
        feed.Changed += (change, accounts) => _ = change == Change.Run ? listens.TrySetResult() : change == Change.Data && accounts.Count > 0 && heard.TrySetResult(accounts);
        await feed.StartAsync(default);
        await Eventually.IsAsync(async () =>
        {
            await ChangeSql.NotifyAsync(demo.Source, Change.Run, default);
            return listens.Task.IsCompleted;
        }, "the feed listens");
        await SnoozeAsync(Csm, account, 3);
        (await heard.Task.WaitAsync(TimeSpan.FromSeconds(20))).Should().Equal([account], "the open pages of others may rest");
        await feed.StopAsync(default);
        await SnoozeAsync(Csm, account, 9);
        (await ReadAsync(Csm)).Snoozed.Rows.Should().ContainSingle().Which.Until.Should().Be(DemoRuns.Today.AddDays(9));
    }

    [Fact]
    public async Task Snooze_OfOneAccountByManyAtOnce_LeavesOneRunning()
    {
        var account = (await ReadAsync(Csm)).Needs.Rows[0].AccountId;
        Task snoozing;
        await using (var connection = await demo.Source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            // All may look at what is there, and none may write.
            await using (var hold = new NpgsqlCommand("lock table snooze in share mode", connection)) await hold.ExecuteNonQueryAsync();
            snoozing = Task.WhenAll(Enumerable.Range(1, 3).Select(days => SnoozeAsync(Csm, account, days)));
            await Eventually.IsAsync(async () => await demo.CountAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 3, "all are at it");
        }

        await snoozing;
        await using var db = demo.Database();
        (await db.Snoozes.CountAsync(s => s.AccountId == account)).Should().Be(3);
        (await db.Snoozes.CountAsync(s => s.AccountId == account && s.Ended == null)).Should().Be(1);
        (await ReadAsync(Csm)).Snoozed.Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task Snooze_EndsByItselfOnItsDay()
    {
        var account = (await ReadAsync(Csm)).Needs.Rows[0].AccountId;
        await SnoozeAsync(Csm, account, 1);
        var view = await AfterAsync(1, () => ReadAsync(Csm));
        view.Snoozed.Total.Should().Be(0);
        view.Needs.Rows.Should().Contain(r => r.AccountId == account && r.SnoozedUntil == DemoRuns.Today.AddDays(1) && !r.BackEarly);
    }

    [Fact]
    public async Task Snooze_EndsEarly_WhenTheAccountGetsWorseByABand()
    {
        var before = (await ReadAsync(Csm, count: ReadMyDay.MostRows)).Needs.Rows.First(r => r.Band == Band.Yellow);
        var (yellow, until) = (before.AccountId, DemoRuns.Today.AddDays(7));
        await SnoozeAsync(Csm, yellow, 7);
        (await ReadAsync(Csm)).Snoozed.Total.Should().Be(1);
        try
        {
            await demo.DoAsync($"update account_current set health_band = 1, health_band_eve = 2 where account_id = {yellow}");
            var view = await ReadAsync(Csm, count: ReadMyDay.MostRows);
            view.Snoozed.Total.Should().Be(0);
            view.Needs.Rows.Should().Contain(r => r.AccountId == yellow && r.SnoozedUntil == until && r.BackEarly, "it is news when it comes back");

            await demo.DoAsync($"update account_current set health_band_eve = 1 where account_id = {yellow}");
            (await ReadAsync(Csm, count: ReadMyDay.MostRows)).Needs.Rows.Should().Contain(r => r.AccountId == yellow && r.BackEarly, "it was put off after the eve, and got worse after that");
            await demo.DoAsync($"update snooze set at = at - interval '3 days' where account_id = {yellow}");
            (await ReadAsync(Csm, count: ReadMyDay.MostRows)).Needs.Rows.Should().Contain(r => r.AccountId == yellow && r.SnoozedUntil == null, "it was back the day before");
            (await AfterAsync(7, () => ReadAsync(Csm, count: ReadMyDay.MostRows))).Needs.Rows.Should().Contain(r => r.AccountId == yellow && r.SnoozedUntil == null, "its day is no news any more");
        }
        finally
        {
            await demo.DoAsync($"update account_current set health_band = 2, health_band_eve = {(int)before.BandOnTheEve} where account_id = {yellow}");
        }
    }

    [Theory]
    [InlineData(0, "Why", "Until")]
    [InlineData(-1, "Why", "Until")]
    [InlineData(Snooze.MostDays + 1, "Why", "Until")]
    [InlineData(7, " ", "Reason")]
    public async Task Snooze_ThatIsWrong_IsRefusedAtItsField_AndNothingIsKept(int days, string reason, string field)
    {
        var account = (await ReadAsync(Csm)).Needs.Rows[0].AccountId;
        var result = await demo.Get<SnoozeAccount>().RunAsync(Csm, new(account, DemoRuns.Today.AddDays(days), reason), default);
        result.Errors.Should().ContainSingle().Which.Field.Should().Be(field);
        await using var db = demo.Database();
        (await db.Snoozes.AnyAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task User_SeesAndPutsOffOnlyTheirOwn_AndReadersPutOffNothing()
    {
        await using var db = demo.Database();
        var owners = await db.CurrentAccounts.Where(a => a.Active && a.Stake > 0 && a.OwnerId != null).GroupBy(a => a.OwnerId!.Value).OrderByDescending(g => g.Count()).Select(g => g.Key).Take(2).ToListAsync();
        var bound = new Actor("u", "Uma", Role.Csm, owners[0], OnlyOwn: true);
        var view = await ReadAsync(bound, Whose.All, ReadMyDay.MostRows);
        (view.Shown, view.Choices).Should().BeEquivalentTo((Whose.Mine, new[] { Whose.Mine }));
        var own = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId == owners[0] && a.Stake > 0).Select(a => a.AccountId).ToListAsync();
        view.Needs.Rows.Select(r => r.AccountId).Should().BeEquivalentTo(own);

        var other = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId == owners[1]).Select(a => a.AccountId).FirstAsync();
        (await SnoozeAsync(bound, other, 7)).Errors[0].Code.Should().Be("not_found");
        (await demo.Get<EndSnooze>().RunAsync(bound, other, default)).Errors[0].Code.Should().Be("not_found");
        var reader = new Actor("l", "Lea", Role.Leadership);
        (await SnoozeAsync(reader, own[0], 7)).Errors[0].Code.Should().Be("forbidden");
        (await demo.Get<EndSnooze>().RunAsync(reader, own[0], default)).Errors[0].Code.Should().Be("forbidden");
        (await ReadAsync(new Actor("n", "Nobody", default, OnlyOwn: true))).Owned.Should().BeFalse();
    }

    [Fact]
    public async Task Team_ShowsTheAccountsOfItsOwners()
    {
        await using var db = demo.Database();
        var owners = await db.Owners.Where(o => o.Team == "Mid-market").Select(o => o.Id).ToListAsync();
        var actor = new Actor("u", "Uma", Role.Csm, owners[0]);
        var view = await ReadAsync(actor, Whose.Team, ReadMyDay.MostRows);
        view.Choices.Should().Equal(Whose.Mine, Whose.Team, Whose.All);
        var expected = await db.CurrentAccounts.Where(a => a.Active && a.Stake > 0 && a.OwnerId != null && owners.Contains(a.OwnerId.Value)).Select(a => a.AccountId).ToListAsync();
        view.Needs.Rows.Select(r => r.AccountId).Should().BeEquivalentTo(expected).And.NotBeEmpty();
        (await ReadAsync(actor, null)).Shown.Should().Be(Whose.Mine);
        (await CountAsync(view.Accounts)).Should().Be(await db.CurrentAccounts.CountAsync(a => a.Active && a.OwnerId != null && owners.Contains(a.OwnerId.Value)));
    }

    private async Task<T> AfterAsync<T>(int days, Func<Task<T>> read)
    {
        var now = demo.Time.GetUtcNow();
        demo.Time.Now = now.AddDays(days);
        try
        {
            return await read();
        }
        finally
        {
            demo.Time.Now = now;
        }
    }

    private static Stake StakeOf(AccountCurrent a) => Stake.Of(new(a.Arr, a.Health, a.HealthBand, a.HealthBefore, a.HealthBandEve, a.Renewal?.DayNumber - DemoRuns.Today.DayNumber));

    private Task<MyDayView> ReadAsync(Actor actor, Whose? whose = Whose.All, int count = 20) => demo.Get<ReadMyDay>().RunAsync(actor, whose, count, CultureInfo.InvariantCulture, default);

    private Task<Result<Done>> SnoozeAsync(Actor actor, long account, int days) =>
        demo.Get<SnoozeAccount>().RunAsync(actor, new(account, DemoRuns.Today.AddDays(days), "Waiting for the budget "), default);

    private async Task<int?> CountAsync(AccountFilter filter) => (await demo.Get<ListAccounts>().RunAsync(Actor.System, filter, default)).Total;
}
