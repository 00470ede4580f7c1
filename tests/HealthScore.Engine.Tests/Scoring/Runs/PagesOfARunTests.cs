using System.Globalization;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Accounts.Timeline;
using HealthScore.Engine.MyDay;
using HealthScore.Engine.Portfolio;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Tests.Scoring.Runs;

/// <summary>What the pages read after a run: the figures agree with each other, and nobody sees another's accounts.</summary>
public sealed class PagesOfARunTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);

    public async Task InitializeAsync()
    {
        await using var db = demo.Database();
        if (!await db.Scores.AnyAsync()) await demo.BackFillAsync(DemoRuns.Today.AddDays(-60), Yesterday);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task EveryFigureOfThePortfolio_EqualsTheGridBehindIt()
    {
        var view = await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default);
        foreach (var band in view.Bands)
        {
            var list = await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { Bands = [band.Band], IsScored = true }, default);
            (list.Total, list.TotalArr).Should().Be((band.Accounts, band.Arr));
        }

        foreach (var cell in view.HeatMap)
        {
            var list = await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { SegmentId = cell.SegmentId ?? 0, StageId = cell.StageId ?? 0, IsScored = true }, default);
            (list.Total, list.TotalArr).Should().Be((cell.Accounts, cell.Arr));
        }

        view.Accounts.Should().Be(view.Bands.Sum(b => b.Accounts)).And.BePositive();
        var renewals = await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { RenewalWithin = 90 }, default);
        renewals.Total.Should().Be(view.Renewals.Sum(r => r.Accounts)).And.BePositive();
        foreach (var cell in view.Renewals)
            (await CountAsync(new() { Bands = [cell.Band], RenewalAfter = cell.Period.From, RenewalWithin = cell.Period.To })).Should().Be(cell.Accounts);
    }

    [Fact]
    public async Task Trend_IsToldWhatMadeHealthBeMeasuredOtherwise()
    {
        var published = await demo.CountAsync("select (published - date '2000-01-01')::bigint from scoring_model_version where number = 2");
        await demo.DoAsync(FormattableString.Invariant($"""
            update scoring_model_version set published = date '{Yesterday:yyyy-MM-dd}' - 20 where number = 2;
            insert into configuration_change (thing, of, day, at, by, reason, before, models)
            select 2, (select id from metric where key = 'logins'), date '{Yesterday:yyyy-MM-dd}' - 3, now(), 'Dana', 'Robots no longer count', null, array[id] from scoring_model where name in ('Standard health', 'Risk of leaving', 'Enterprise health')
            """));
        try
        {
            (await ChangesAsync(new())).Should().Equal("Model Standard health 2", "Metric Logins ", "Metric Logins ");
            (await ChangesAsync(new(await SegmentAsync("SMB")))).Should().Equal("Model Standard health 2", "Metric Logins ");
            (await ChangesAsync(new(await SegmentAsync("Enterprise")))).Should().HaveCount(3);
        }
        finally
        {
            await demo.DoAsync(FormattableString.Invariant($"delete from configuration_change where by = 'Dana'; update scoring_model_version set published = date '2000-01-01' + {published} where number = 2"));
        }

        async Task<IEnumerable<string>> ChangesAsync(PortfolioFilter filter) => (await demo.Get<ReadPortfolio>().RunAsync(Actor.System, filter, default)).Changes.Select(c => $"{c.Kind} {c.Name} {c.Value}");

        async Task<int> SegmentAsync(string name)
        {
            await using var db = demo.Database();
            return await db.Segments.Where(s => s.Name == name).Select(s => s.Id).SingleAsync();
        }
    }

    [Fact]
    public async Task Movers_AreAsManyAsTheGridLists()
    {
        var movers = await demo.Get<ReadMovers>().RunAsync(Actor.System, new(), 3, CultureInfo.InvariantCulture, default);
        var fell = await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { Moved = Crossing.Fell, Sort = AccountSort.Change }, default);
        var rose = await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { Moved = Crossing.Rose, Sort = AccountSort.Change, Descending = true }, default);
        (movers.Fell, movers.Rose).Should().Be((fell.Total!.Value, rose.Total!.Value)).And.Match<(int, int)>(m => m.Item1 > 3 && m.Item2 > 3, "more than are shown");
        movers.Down.Select(m => m.AccountId).Should().Equal(fell.Rows.Take(3).Select(r => r.Id));
        movers.Up.Select(m => m.AccountId).Should().Equal(rose.Rows.Take(3).Select(r => r.Id));
    }

    [Fact]
    public async Task Sums_SayWhatTheGridCounts_AndNothingOfWhatTheyDoNotTellApart()
    {
        await using var db = demo.Database();
        var segment = await db.CurrentAccounts.Where(a => a.Active && a.SegmentId != null).Select(a => a.SegmentId).FirstAsync();
        foreach (var filter in (AccountFilter[])[new(), new() { Bands = [Band.Red, Band.Unknown] }, new() { SegmentId = segment, IsScored = true, Sort = AccountSort.Arr, PageSize = 3 },
            new() { RenewalWithin = 90 }, new() { RenewalWithin = 30 }, new() { RenewalAfter = 31, RenewalWithin = 60 }, new() { RenewalAfter = 61, RenewalWithin = 90, Bands = [Band.Green] }])
        {
            var list = await demo.Get<ListAccounts>().RunAsync(Actor.System, filter, default);
            (await demo.Get<SumAccounts>().RunAsync(Actor.System, filter, default)).Should().Be(new AccountsSum(list.Total!.Value, list.TotalArr!.Value)).And.Match<AccountsSum>(s => s.Accounts > 0);
        }

        foreach (var filter in (AccountFilter[])[new() { Search = "a" }, new() { Ids = [1] }, new() { RiskBands = [Band.Red] }, new() { RenewalWithin = 45 }, new() { RenewalAfter = 10, RenewalWithin = 90 }, new() { Moved = Crossing.Fell }])
            (await demo.Get<SumAccounts>().RunAsync(Actor.System, filter, default)).Should().BeNull();
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 31)]
    [InlineData(7, 37)]
    [InlineData(8, null)]
    public async Task FiguresMoversAndChanges_CompareWithTheLastDayOfTheWeekThatWasScored(int unscored, int? ago)
    {
        var since = ago is { } days ? Yesterday.AddDays(-days) : (DateOnly?)null;
        await using var db = demo.Database();
        try
        {
            // 1991 in the place of the days that shall not have been scored.
            await demo.DoAsync($"update portfolio_total set day = day - 12000 where day between '{Yesterday.AddDays(-29 - unscored):yyyy-MM-dd}' and '{Yesterday.AddDays(-30):yyyy-MM-dd}'");
            await RebuildAsync();
            var view = await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default);
            var movers = await demo.Get<ReadMovers>().RunAsync(Actor.System, new(), 3, CultureInfo.InvariantCulture, default);
            var list = await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { PageSize = 200 }, default);
            var day = await demo.Get<ReadMyDay>().RunAsync(Actor.System, Whose.All, 5, CultureInfo.InvariantCulture, default);
            (view.Before, movers.Since, list.Since, day.Since).Should().Be((since, since, since, since));
            (view.RenewalsBefore is null, movers.Fell == 0, list.Rows.All(r => r.HealthChange is null)).Should().Be((since is null, since is null, since is null));
            if (since is null) return;

            view.Bands.Sum(b => b.AccountsBefore).Should().BePositive();
            var then = await db.Scores.AsNoTracking().Where(s => s.Kind == ScoreKind.Health && s.Day == since).ToDictionaryAsync(s => s.AccountId, s => s.Published);
            list.Rows.Should().OnlyContain(r => r.HealthChange == r.Health - then.GetValueOrDefault(r.Id));
            var mover = movers.Down[0];
            mover.Reason.Should().Be((await demo.Get<ReadScore>().RunAsync(Actor.System, mover.AccountId, ScoreKind.Health, Yesterday, since.Value, CultureInfo.InvariantCulture, default)).Value!.Reasons[0].Text, "the reason is of the same days as the change");
        }
        finally
        {
            await demo.DoAsync("update portfolio_total set day = day + 12000 where day < '2000-01-01'");
            await RebuildAsync();
        }

        async Task RebuildAsync()
        {
            await using var connection = await demo.Source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await CurrentSql.RebuildAsync(connection, DemoRuns.Today, default);
            await transaction.CommitAsync();
            await demo.DoAsync("insert into account_current_change default values");
        }
    }

    [Fact]
    public async Task Renewals_AreComparedWithThoseThatWereAheadThen_OfWhoeverOwnedThem()
    {
        await using var db = demo.Database();
        var since = Yesterday.AddDays(-30);
        var states = (await db.AccountStates.AsNoTracking().Where(s => s.From <= since).OrderBy(s => s.From).ToListAsync()).GroupBy(s => s.AccountId).ToDictionary(g => g.Key, g => g.Last());
        var accounts = (await db.Accounts.AsNoTracking().ToListAsync()).Where(a => a.FirstDay <= since && (a.Churned is not { } left || left >= since)).Select(a => a.Id).ToHashSet();
        var ahead = (await db.Renewals.AsNoTracking().Where(r => r.Day >= since && r.Day <= since.AddDays(90)).Select(r => r.AccountId).Distinct().ToListAsync()).Where(accounts.Contains).Select(id => states[id]).ToList();
        var (owner, segment) = (ahead[0].OwnerId!.Value, ahead[0].SegmentId!.Value);

        (await BeforeAsync(Actor.System, new())).Should().Be(Sum(_ => true)).And.Match<AccountsSum>(s => s.Accounts > 1);
        (await BeforeAsync(Actor.System, new(SegmentId: segment))).Should().Be(Sum(s => s.SegmentId == segment));
        (await BeforeAsync(Actor.System, new(OwnerId: owner))).Should().Be(Sum(s => s.OwnerId == owner));
        (await BeforeAsync(new("u", "Uma", Role.Csm, owner, OnlyOwn: true), new())).Should().Be(Sum(s => s.OwnerId == owner));

        // What is remembered outlives new scores, but neither an import nor another team.
        await demo.DoAsync("insert into account_current_change default values");
        (await BeforeAsync(Actor.System, new())).Should().Be(Sum(_ => true));
        var last = ahead[^1];
        await demo.DoAsync($"update renewal set day = day + 4000 where account_id = {last.AccountId}");
        await demo.DoAsync("insert into import_run (kind, file_name, sha256, requested_by, started_at, ended_at, is_dry_run, succeeded, rows, added, changed, unchanged, errors, warnings) values ('accounts', 'renewals.csv', '', 'test', now(), now(), false, true, 1, 0, 1, 0, 0, 0)");
        (await BeforeAsync(Actor.System, new())).Should().Be(new AccountsSum(ahead.Count - 1, ahead.Sum(s => s.Arr) - last.Arr));
        await demo.DoAsync($"update renewal set day = day - 4000 where account_id = {last.AccountId}; update import_run set id = id + 1 where file_name = 'renewals.csv'");
        var second = ahead.First(a => a.OwnerId != owner).OwnerId!.Value;
        foreach (var team in (int[][])[[owner], [owner, second]])
        {
            await demo.DoAsync($"update owner set team = 'elsewhere' where id = {team[^1]}");
            (await BeforeAsync(Actor.System, new(Team: "elsewhere"))).Should().Be(Sum(s => team.Contains(s.OwnerId ?? 0)));
        }

        await demo.DoAsync($"update owner set team = null where team = 'elsewhere'; delete from import_run where file_name = 'renewals.csv'");

        AccountsSum Sum(Func<AccountState, bool> holds) => new(ahead.Count(holds), ahead.Where(holds).Sum(s => s.Arr));

        async Task<AccountsSum?> BeforeAsync(Actor actor, PortfolioFilter filter) => (await demo.Get<ReadPortfolio>().RunAsync(actor, filter, default)).RenewalsBefore;
    }

    [Fact]
    public async Task Score_IsComparedWithADayBeforeIt_WhateverDayIsAskedFor()
    {
        await using var db = demo.Database();
        var account = await db.CurrentAccounts.Where(a => a.Active && a.HealthBefore != null).Select(a => a.AccountId).FirstAsync();
        foreach (var other in (DateOnly[])[Yesterday, Yesterday.AddDays(1), Yesterday.AddDays(40)])
            (await demo.Get<ReadScore>().RunAsync(Actor.System, account, ScoreKind.Health, Yesterday, other, CultureInfo.InvariantCulture, default)).Value!.ComparedWith.Should().Be(Yesterday.AddDays(-1));
    }

    [Fact]
    public async Task AccountWithoutAScore_SaysWhatIsMissing()
    {
        await using var db = demo.Database();
        var rows = await db.Scores.AsNoTracking().Where(s => s.Kind == ScoreKind.Health && s.Computed == null && !s.Provisional).Take(5).ToListAsync();
        rows.Should().NotBeEmpty();
        foreach (var row in rows)
            (await WithoutScoreAsync(row)).Should().StartWith("No score: ").And.Contain(row.Coverage < .5 ? $"{Math.Floor(Rounding.Tidy(row.Coverage * 100))} % of the model's weight has data, and it takes 50 %" : "has");

        // Beside a score that a person set, only the computed one is missing.
        var (set, where) = (rows[0], $"where account_id = {rows[0].AccountId} and kind = {(int)ScoreKind.Health} and day = '{rows[0].Day:yyyy-MM-dd}'");
        try
        {
            await demo.DoAsync($"update score set published = 50, manual = true {where}");
            (await WithoutScoreAsync(set)).Should().StartWith("No computed score: ");
        }
        finally
        {
            await demo.DoAsync($"update score set published = null, manual = false {where}");
        }

        async Task<string?> WithoutScoreAsync(ScoreRow row) =>
            (await demo.Get<ReadScore>().RunAsync(Actor.System, row.AccountId, ScoreKind.Health, row.Day, row.Day.AddDays(-30), CultureInfo.InvariantCulture, default)).Value!.WithoutScore;
    }

    [Fact]
    public async Task Scatter_ShowsEveryAccountWithBothScores_AndCountsTheOthers()
    {
        var all = await demo.Get<ReadScatter>().RunAsync(Actor.System, new(), default);
        await using var db = demo.Database();
        var accounts = await db.CurrentAccounts.AsNoTracking().Where(a => a.Active && a.Day != null).ToListAsync();
        all.Dots.Should().BeEquivalentTo(accounts.Where(a => a.Health != null && a.Expansion != null).Select(a => new ScatterDot(a.AccountId, a.Name, a.Health!.Value, a.Expansion!.Value, a.HealthBand, a.Arr)));
        (all.Bins.Count, all.Shown).Should().Be((0, all.Dots.Count));
        (await CountAsync(new() { Without = ScoreKind.Health, IsScored = true })).Should().Be(all.WithoutHealth);
        (await CountAsync(new() { Without = ScoreKind.Expansion, IsScored = true })).Should().Be(all.WithoutExpansion);
    }

    [Fact]
    public async Task Scatter_OfMany_IsSquares_EachOfWhichTheGridLists()
    {
        await demo.DoAsync(
            """
            insert into account_current (account_id, name, active, day, health, health_band, expansion, arr)
            select 1000000 + i, 'Many ' || i, true, (select max(day) from account_current), (i * 37 % 101), 2, (i * 61 % 101), i from generate_series(1, 500) i;
            insert into account_current_change default values
            """);
        var view = await demo.Get<ReadScatter>().RunAsync(Actor.System, new(), default);
        view.Shown.Should().BeGreaterThan(ReadScatter.MostDots);
        view.Bins.Sum(b => b.Accounts).Should().Be(view.Shown);
        view.Dots.Select(d => d.Arr).Should().BeInDescendingOrder();
        foreach (var bin in view.Bins)
            (await CountAsync(new() { IsScored = true, Health = new(bin.Health, bin.Health + ReadScatter.BinWidth), Expansion = new(bin.Expansion, bin.Expansion + ReadScatter.BinWidth) }))
                .Should().Be(bin.Accounts, "of health {0} and expansion {1}", bin.Health, bin.Expansion);
        await demo.DoAsync("delete from account_current where account_id > 1000000; insert into account_current_change default values");
    }

    [Fact]
    public async Task Search_FindsByAnyPartOfAContactsMailOrName()
    {
        await using var db = demo.Database();
        var contact = await db.Contacts.Where(c => c.Email != null && db.CurrentAccounts.Any(a => a.Active && a.AccountId == c.AccountId)).OrderBy(c => c.AccountId).FirstAsync();
        foreach (var text in (string[])[contact.Email!, contact.Email![..^8].ToUpperInvariant(), contact.Email![contact.Email!.IndexOf('@')..], contact.Email![1..contact.Email!.IndexOf('@')], contact.Name[1..].ToUpperInvariant()])
        {
            var list = await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { Search = text, PageSize = 200 }, default);
            list.Rows.Select(r => r.Id).Should().Contain(contact.AccountId, text);
        }

        await demo.DoAsync($"update contact set email = 'jo@nowhere-else.test' where account_id = {contact.AccountId} and external_id = '{contact.ExternalId}'");
        (await CountAsync(new() { Search = "nowhere-else" })).Should().Be(0, "behind the @ stands a company, whose own name is looked up");
        foreach (var part in (string[])["@nowhere-else", "else.test", "Where-Else.TE"]) (await CountAsync(new() { Search = part })).Should().Be(1, part);
        var owner = await db.CurrentAccounts.Where(a => a.AccountId == contact.AccountId).Select(a => a.OwnerId).SingleAsync();
        var another = await db.CurrentAccounts.Where(a => a.OwnerId != null && a.OwnerId != owner).Select(a => a.OwnerId).FirstAsync();
        (await demo.Get<ListAccounts>().RunAsync(new Actor("u", "Uma", Role.Csm, another, OnlyOwn: true), new() { Search = "@nowhere-else" }, default)).Total.Should().Be(0, "another's contact leads nowhere");
    }

    private async Task<int?> CountAsync(AccountFilter filter) => (await demo.Get<ListAccounts>().RunAsync(Actor.System, filter, default)).Total;

    [Fact]
    public async Task AccountThatCameSinceTheRun_IsCountedApart_SoThatFiguresAndTrendAgree()
    {
        var before = await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default);
        await using (var connection = await demo.Source.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var insert = new NpgsqlCommand("insert into account (external_id, name, start) values ('since', 'Since Ltd', $1) returning id", connection) { Parameters = { new() { Value = Yesterday } } };
            await CurrentSql.RefreshAsync(connection, DemoRuns.Today, [(long)(await insert.ExecuteScalarAsync())!], default);
            await transaction.CommitAsync();
        }

        var after = await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default);
        after.Should().BeEquivalentTo(before with { NotScored = before.NotScored + 1 }, DemoRuns.Closely);
        foreach (var (day, points) in after.Trend.GroupBy(p => p.Day).Select(g => (g.Key, g.Sum(p => p.Accounts))))
            ((long)points).Should().Be(await demo.CountAsync($"select count(*) from score where kind = 1 and day = '{day:yyyy-MM-dd}'"), "the trend counts what was scored on {0}", day);
        after.Trend.Where(p => p.Day == after.Day).Sum(p => p.Accounts).Should().Be(after.Accounts);
        (await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { IsScored = false }, default)).Total.Should().Be(after.NotScored);
        await demo.DoAsync("delete from account_current where name = 'Since Ltd'; delete from account where external_id = 'since'; insert into account_current_change default values");
    }

    [Fact]
    public async Task Figures_ThatManyAskForAtOnce_AreAddedUpOnce_AndForEachOfTwoRebuilds()
    {
        var cache = new SumCache(demo.Source);
        var key = new SumCache.Key("test", null, new(), DemoRuns.Today);
        var (asked, added) = (new TaskCompletionSource(), 0);
        var waiting = Enumerable.Range(0, 8).Select(_ => cache.ReadAsync(key, AddUpAsync, default)).ToList();
        // Each is behind its question for the stamp by then: it waits for the sums of whoever adds up.
        await Eventually.IsAsync(() => Task.FromResult(Volatile.Read(ref added) == 1), "one adds up");
        asked.SetResult();
        (await Task.WhenAll(waiting)).Should().AllBeEquivalentTo("1");

        for (var rebuilt = 2; rebuilt < 4; rebuilt++)
        {
            await using var connection = await demo.Source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await CurrentSql.RebuildAsync(connection, DemoRuns.Today, default);
            await transaction.CommitAsync();
            (await cache.ReadAsync(key, AddUpAsync, default)).Should().Be($"{rebuilt}");
        }

        using var tired = new CancellationTokenSource();
        await demo.DoAsync("insert into account_current_change default values");
        var began = new TaskCompletionSource();
        var gone = cache.ReadAsync<string>(key, async () => { began.SetResult(); await Task.Delay(Timeout.Infinite, tired.Token); return ""; }, tired.Token);
        await began.Task;
        var other = cache.ReadAsync(key, AddUpAsync, default);
        await tired.CancelAsync();
        await gone.Invoking(g => g).Should().ThrowAsync<OperationCanceledException>();
        (await other).Should().Be("4", "who gives up gives up for himself alone");

        async Task<string> AddUpAsync()
        {
            var number = Interlocked.Increment(ref added);
            await asked.Task;
            return $"{number}";
        }
    }

    [Fact]
    public async Task Figures_ThatAreRemembered_AreThoseOfTheRowsAsTheyAreNow()
    {
        var before = await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default);
        (await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default)).Should().BeEquivalentTo(before, DemoRuns.Closely);
        await using var db = demo.Database();
        var id = await db.CurrentAccounts.Where(a => a.Active && a.Day != null).Select(a => a.AccountId).FirstAsync();
        await using var connection = await demo.Source.OpenConnectionAsync();
        await demo.DoAsync($"update account_state set arr = arr + 1000 where account_id = {id}");
        await using (var renewal = await connection.BeginTransactionAsync())
        {
            await CurrentSql.RefreshAsync(connection, DemoRuns.Today, [id], default);
            await renewal.CommitAsync();
        }

        (await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default)).Arr.Should().Be(before.Arr + 1000);

        await demo.DoAsync($"update account_state set arr = arr - 1000 where account_id = {id}");
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await CurrentSql.RebuildAsync(connection, DemoRuns.Today, default);
            (await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default)).Arr.Should().Be(before.Arr + 1000, "what is not committed is not there");
            await transaction.CommitAsync();
        }

        (await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default)).Should().BeEquivalentTo(before, DemoRuns.Closely);
    }

    [Fact]
    public async Task Night_IsTheLastDayScoredForGood_HoweverOftenTodayWasScoredSince()
    {
        (await ReadAsync()).Should().Be(Yesterday);
        await using var db = demo.Database();
        db.ScoringRuns.AddRange(Enumerable.Range(0, 101).Select(_ => new ScoringRun { Trigger = RunTrigger.Now, From = DemoRuns.Today, To = DemoRuns.Today, IsProvisional = true, RequestedBy = "a", RequestedAt = demo.Time.Now, Status = RunStatus.Finished }));
        await db.SaveChangesAsync();
        await demo.DoAsync($"insert into portfolio_total select '{DemoRuns.Today:yyyy-MM-dd}', kind, segment_id, stage_id, band, accounts, arr, score_sum from portfolio_total where day = '{Yesterday:yyyy-MM-dd}'");
        // After midnight, before the night.
        demo.Time.Now = demo.Time.Now.AddHours(16);
        (await ReadAsync()).Should().Be(Yesterday);
        demo.Time.Now = demo.Time.Now.AddHours(-16);
        await demo.DoAsync($"delete from portfolio_total where day = '{DemoRuns.Today:yyyy-MM-dd}'; delete from scoring_run where requested_by = 'a'");

        async Task<DateOnly?> ReadAsync() => (await demo.Get<ReadMyDay>().RunAsync(Actor.System, Whose.All, 1, CultureInfo.InvariantCulture, default)).Night;
    }

    [Fact]
    public async Task HeatMap_ComparesWithTheMeanOfThatDay_AlsoWithinAScope()
    {
        await using var db = demo.Database();
        var owner = await db.CurrentAccounts.Where(a => a.OwnerId != null).GroupBy(a => a.OwnerId!.Value).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstAsync();
        foreach (var actor in (Actor[])[Actor.System, new("u", "Uma", Role.Csm, owner, OnlyOwn: true)])
        {
            var view = await demo.Get<ReadPortfolio>().RunAsync(actor, new(), default);
            view.HeatMap.Should().Contain(c => c.MeanBefore != null);
            foreach (var cell in view.HeatMap)
            {
                var then = await db.Scores.Where(s => s.Kind == ScoreKind.Health && s.Day == view.Before && s.SegmentId == cell.SegmentId && s.StageId == cell.StageId && s.Published != null
                    && (actor.Scope == null || s.OwnerId == actor.Scope)).Select(s => s.Published!.Value).ToListAsync();
                if (then.Count == 0) cell.MeanBefore.Should().BeNull();
                else cell.MeanBefore.Should().BeApproximately(then.Average(), 1e-6);
            }
        }
    }

    [Fact]
    public async Task Score_SaysWhenItsRunEnded_AndNothingWhereARunStoppedHalfWay()
    {
        await using var db = demo.Database();
        var account = await db.CurrentAccounts.Where(a => a.Active && a.Health != null).OrderBy(a => a.AccountId).Select(a => a.AccountId).FirstAsync();
        var ended = await db.ScoringRuns.Where(r => r.From <= Yesterday && r.To >= Yesterday && r.Status == RunStatus.Finished).OrderByDescending(r => r.StartedAt).Select(r => r.EndedAt).FirstAsync();
        (await ReadAsync()).Should().Be(ended).And.NotBeNull();
        await demo.DoAsync($"insert into scoring_run (trigger, from_day, to_day, month_ends_only, is_provisional, requested_by, requested_at, status, token, started_at, ended_at, accounts_total, accounts_done, scores_written, cancel_requested) values (3, '{Yesterday:yyyy-MM-dd}', '{Yesterday:yyyy-MM-dd}', false, false, 'half', now(), 5, 0, now() + interval '9 years', now() + interval '9 years', 0, 0, 0, true)");
        (await ReadAsync()).Should().BeNull();
        await demo.DoAsync("delete from scoring_run where requested_by = 'half'");

        async Task<DateTimeOffset?> ReadAsync() => (await demo.Get<ReadScore>().RunAsync(Actor.System, account, ScoreKind.Health, Yesterday, null, CultureInfo.InvariantCulture, default)).Value!.ComputedAt;
    }

    [Fact]
    public async Task HeatMap_IsTintedByTheAccountInTheMiddle()
    {
        var view = await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default);
        foreach (var cell in view.HeatMap)
        {
            var list = await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { SegmentId = cell.SegmentId ?? 0, StageId = cell.StageId ?? 0, PageSize = 200 }, default);
            var bands = list.Rows.Select(r => r.HealthBand).Where(b => b != Band.Unknown).OrderBy(b => b == Band.Red ? 0 : b == Band.Yellow ? 1 : 2).ToList();
            cell.Middle.Should().Be(bands.Count == 0 ? Band.Unknown : bands[(bands.Count - 1) / 2]);
        }
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    [InlineData("'; drop table account; --")]
    public async Task Search_TakesSignsOfPatternsAsTheyAre(string text) =>
        (await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { Search = text }, default)).Rows.Where(r => !r.Name.Contains(text)).Should().BeEmpty();

    [Fact]
    public async Task Search_FindsByAnyPartOfTheName()
    {
        var name = (await demo.Get<ListAccounts>().RunAsync(Actor.System, new(), default)).Rows[0].Name;
        (await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { Search = name[1..^1].ToUpperInvariant() }, default)).Rows.Should().Contain(r => r.Name == name);
    }

    [Fact]
    public async Task UserOfOneOwner_SeesOnlyTheirAccountsEverywhere()
    {
        await using var db = demo.Database();
        var owner = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId != null).GroupBy(a => a.OwnerId!.Value).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstAsync();
        var actor = new Actor("u", "Chloe", Role.Csm, owner, OnlyOwn: true);
        var own = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId == owner).Select(a => a.AccountId).ToListAsync();
        var other = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId != owner).Select(a => a.AccountId).FirstAsync();

        (await demo.Get<ListAccounts>().RunAsync(actor, new() { PageSize = 200 }, default)).Rows.Select(r => r.Id).Should().BeEquivalentTo(own);
        (await demo.Get<ListAccounts>().RunAsync(actor, new() { OwnerId = owner + 1 }, default)).Total.Should().Be(0);
        (await demo.Get<ReadPortfolio>().RunAsync(actor, new(), default)).Accounts.Should().Be(own.Count);
        var movers = await demo.Get<ReadMovers>().RunAsync(actor, new(), 50, CultureInfo.InvariantCulture, default);
        movers.Down.Concat(movers.Up).Select(m => m.AccountId).Should().BeSubsetOf(own);
        (await demo.Get<ReadAccount>().RunAsync(actor, other, null, default)).Errors.Should().ContainSingle(e => e.Code == "not_found");
        (await demo.Get<ReadTrend>().RunAsync(actor, other, ScoreKind.Health, Yesterday.AddDays(-30), Yesterday, Yesterday, CultureInfo.InvariantCulture, default)).Points.Should().BeEmpty();
        (await demo.Get<ReadTimeline>().RunAsync(actor, other, new(Yesterday, []), default)).Entries.Should().BeEmpty();
        (await demo.Get<ReadRelations>().RunAsync(actor, other, Yesterday, default)).Should().BeSameAs(Relations.None);
        (await demo.Get<ReadScore>().RunAsync(actor, other, ScoreKind.Health, Yesterday, Yesterday.AddDays(-30), CultureInfo.InvariantCulture, default)).IsOk.Should().BeFalse();
        (await demo.Get<ReadChoices>().RunAsync(actor, default)).Owners.Select(o => o.Id).Should().Equal(owner);
        (await demo.Get<ReadPortfolio>().RunAsync(actor with { OwnerId = null }, new(), default)).Accounts.Should().Be(0, "who owns nothing sees nothing");
    }

    [Fact]
    public async Task Breakdown_SumsToTheScoreAndItsReasonsToTheChange()
    {
        await using var db = demo.Database();
        var explained = 0;
        foreach (var id in await db.CurrentAccounts.Where(a => a.Active && a.Health != null).OrderBy(a => a.AccountId).Select(a => a.AccountId).ToListAsync())
            foreach (var kind in new[] { ScoreKind.Health, ScoreKind.Risk, ScoreKind.Expansion })
            {
                var view = (await demo.Get<ReadScore>().RunAsync(Actor.System, id, kind, Yesterday, Yesterday.AddDays(-30), CultureInfo.InvariantCulture, default)).Value!;
                if (view.Computed is { } computed && view.Method == ScoringMethod.Weighted)
                    view.Dimensions.SelectMany(d => d.Measures).Sum(m => m.Earned ?? 0).Should().BeApproximately(computed, 0.005 + 1e-9);
                if (view.Why is not { } why) continue;
                why.Sum.Should().BeApproximately(why.Change, 0.02);
                view.Reasons.Sum(r => r.Points).Should().BeApproximately(why.Change, 0.05);
                view.Reasons.Where(r => string.IsNullOrWhiteSpace(r.Text)).Should().BeEmpty();
                explained++;
            }

        explained.Should().BeGreaterThan(100);
    }
}
