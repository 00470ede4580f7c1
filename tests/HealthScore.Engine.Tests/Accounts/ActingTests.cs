using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Scoring.Live;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Accounts;

/// <summary>What people record on an account, who may, and that its score follows at once and no final score ever does.</summary>
public sealed class ActingTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly Today = DemoRuns.Today;
    private static readonly Actor Csm = new("1", "Robin", Role.Csm);
    private long _account;

    public async Task InitializeAsync()
    {
        demo.Time.Now = new DateTimeOffset(Today, new TimeOnly(9, 0), TimeSpan.Zero);
        await demo.ForgetAsync();
        await demo.DoAsync("truncate account_mark");
        await demo.BackFillAsync(Today.AddDays(-1), Today.AddDays(-1));
        await using var db = demo.Database();
        _account = await db.CurrentAccounts.Where(a => a.Active && a.Health != null && a.OwnerId != null).OrderBy(a => a.AccountId).Select(a => a.AccountId).FirstAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Touch_OnSeveralAccounts_IsRecordedOnEach_AndTakenBackFromAll()
    {
        await using var db = demo.Database();
        var accounts = await db.CurrentAccounts.OrderBy(a => a.AccountId).Select(a => a.AccountId).Take(5).ToListAsync();

        var touches = (await demo.Get<RecordTouch>().RunAsync(Csm, accounts, new("call", Today, "  Asked about the renewal. "), default)).Value!;

        touches.Select(t => t.AccountId).Should().Equal(accounts);
        var stored = await db.Touches.AsNoTracking().Where(t => t.Recorded == Today).ToListAsync();
        stored.Should().HaveCount(5).And.OnlyContain(t => t.Note == "Asked about the renewal." && t.By == "Robin" && t.Channel == "call" && t.Day == Today);
        (await MarkedAsync()).Should().BeEquivalentTo(accounts);

        var entries = touches.Select(t => new Entry(t.AccountId, EntryKind.Touch, t.Id)).ToList();
        (await demo.Get<TakeBack>().RunAsync(Csm, entries, default)).IsOk.Should().BeTrue();
        (await db.Touches.AnyAsync(t => t.Recorded == Today)).Should().BeFalse();
        (await demo.Get<TakeBack>().RunAsync(Csm, entries, default)).Errors.Should().ContainSingle(e => e.Code == "not_of_today");
    }

    [Fact]
    public async Task Touch_WithSomeAccountOutOfSight_IsRecordedOnNone()
    {
        await using var db = demo.Database();
        var owner = await db.CurrentAccounts.Where(a => a.AccountId == _account).Select(a => a.OwnerId).SingleAsync();
        var other = await db.CurrentAccounts.Where(a => a.OwnerId != owner && a.OwnerId != null).Select(a => a.AccountId).FirstAsync();
        var bound = Csm with { OwnerId = owner, OnlyOwn = true };

        (await demo.Get<RecordTouch>().RunAsync(bound, [_account, other], new("mail", Today), default)).Errors.Should().ContainSingle(e => e.Code == "not_found");
        (await demo.Get<RecordTouch>().RunAsync(bound, [], new("mail", Today), default)).Errors.Should().ContainSingle(e => e.Code == "not_found");

        (await db.Touches.AnyAsync(t => t.Recorded == Today)).Should().BeFalse();
        (await MarkedAsync()).Should().BeEmpty();
        (await demo.Get<RecordTouch>().RunAsync(bound, [_account], new("mail", Today), default)).IsOk.Should().BeTrue();
        await db.Touches.Where(t => t.Recorded == Today).ExecuteDeleteAsync();
    }

    [Fact]
    public async Task EveryAct_OfWhoMayNot_IsRefused_AndOutOfSight_IsNotFound()
    {
        var leader = new Actor("2", "Lee", Role.Leadership);
        var stranger = Csm with { OnlyOwn = true };
        foreach (var (actor, code) in new[] { (leader, "forbidden"), (stranger, "not_found") })
        {
            List<IReadOnlyList<Error>> refusals =
            [
                (await demo.Get<RecordTouch>().RunAsync(actor, [_account], new("call", Today), default)).Errors,
                (await demo.Get<GivePulse>().RunAsync(actor, _account, new(50, Today, "Heard so"), default)).Errors,
                (await demo.Get<OpenRiskEvent>().RunAsync(actor, _account, new("merger", Today), default)).Errors,
                (await demo.Get<CloseRiskEvent>().RunAsync(actor, _account, "merger", Today, default)).Errors,
                (await demo.Get<CloseRiskEvent>().UndoAsync(actor, _account, "merger", Today, default)).Errors,
                (await demo.Get<OverrideScore>().RunAsync(actor, _account, new(ScoreKind.Health, Band.Red, 10, "Heard so", Today), default)).Errors,
                (await demo.Get<EndOverride>().RunAsync(actor, _account, 1, default)).Errors,
                (await demo.Get<EndOverride>().UndoAsync(actor, _account, 1, default)).Errors,
                (await demo.Get<RecordGoalProgress>().RunAsync(actor, _account, 1, new(1, Today), default)).Errors,
                (await demo.Get<TakeBack>().RunAsync(actor, [new(_account, EntryKind.Touch, 1)], default)).Errors,
            ];
            refusals.Should().OnlyContain(errors => errors.Count == 1 && errors[0].Code == code);
        }

        (await MarkedAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task EveryAct_WithBadInput_NamesTheFields()
    {
        var (future, text) = (Today.AddDays(1), new string('x', 2001));
        Fields((await demo.Get<RecordTouch>().RunAsync(Csm, [_account], new("pigeon", future, text), default)).Errors).Should().BeEquivalentTo("Channel", "Day", "Note");
        Fields((await demo.Get<RecordTouch>().RunAsync(Csm, [_account], new("call", Today, null, "nobody@there"), default)).Errors).Should().BeEquivalentTo("Contact");
        Fields((await demo.Get<RecordTouch>().RunAsync(Csm, [_account], new("call", Today.AddDays(-400)), default)).Errors).Should().BeEquivalentTo("Day");
        Fields((await demo.Get<GivePulse>().RunAsync(Csm, _account, new(101, Today.AddDays(-1), text), default)).Errors).Should().BeEquivalentTo("Score", "Expires", "Note");
        Fields((await demo.Get<GivePulse>().RunAsync(Csm, _account, new(double.NaN, Today, " "), default)).Errors).Should().BeEquivalentTo("Score", "Note");
        Fields((await demo.Get<OpenRiskEvent>().RunAsync(Csm, _account, new(" ?! ", future, "a\0b"), default)).Errors).Should().BeEquivalentTo("Type", "Opened", "Note");
        Fields((await demo.Get<OverrideScore>().RunAsync(Csm, _account, new((ScoreKind)9, Band.Unknown, null, " ", Today.AddDays(91)), default)).Errors)
            .Should().BeEquivalentTo("Kind", "Band", "Score", "Reason", "To");
        Fields((await demo.Get<RecordGoalProgress>().RunAsync(Csm, _account, 1, new(null, future), default)).Errors).Should().BeEquivalentTo("Value", "Day");
        (await MarkedAsync()).Should().BeEmpty("nothing half written");
    }

    [Fact]
    public async Task RiskEvent_IsOpenedOnce_ClosedAndTakenUpAgain()
    {
        var opened = (await demo.Get<OpenRiskEvent>().RunAsync(Csm, _account, new("Key user – on leave", Today.AddDays(-2), "Until May"), default)).Value!;
        (opened.Type, opened.By).Should().Be(("key_user_on_leave", "Robin"));
        Fields((await demo.Get<OpenRiskEvent>().RunAsync(Csm, _account, new("key user on leave", Today), default)).Errors).Should().BeEquivalentTo("Type");

        var closed = (await demo.Get<CloseRiskEvent>().RunAsync(Csm, _account, opened.Type, opened.Opened, default)).Value!;
        (closed.Closed, closed.ClosedBy).Should().Be((Today, "Robin"));
        (await demo.Get<CloseRiskEvent>().RunAsync(Csm, _account, opened.Type, opened.Opened, default)).Errors.Should().ContainSingle(e => e.Code == "closed");
        (await demo.Get<CloseRiskEvent>().UndoAsync(Csm, _account, opened.Type, opened.Opened, default)).Value!.Closed.Should().BeNull();
        await demo.Get<CloseRiskEvent>().RunAsync(Csm, _account, opened.Type, opened.Opened, default);
        (await demo.Get<OpenRiskEvent>().RunAsync(Csm, _account, new("key user on leave", Today), default)).IsOk.Should().BeTrue();
        (await demo.Get<CloseRiskEvent>().UndoAsync(Csm, _account, opened.Type, opened.Opened, default)).Errors.Should().ContainSingle(e => e.Code == "already_open");
        (await demo.Get<TakeBack>().RunAsync(Csm, [new(_account, EntryKind.RiskEvent, 0, opened.Type, Today)], default)).IsOk.Should().BeTrue();
        (await demo.Get<CloseRiskEvent>().UndoAsync(Csm, _account, opened.Type, opened.Opened, default)).IsOk.Should().BeTrue();

        // What people write of one account is for those who see it.
        await using var db = demo.Database();
        var (model, owner) = (await db.ScoringModels.Select(m => m.Id).FirstAsync(), await db.CurrentAccounts.Where(a => a.AccountId == _account).Select(a => a.OwnerId).SingleAsync());
        foreach (var (actor, isTold) in new[] { (Csm, true), (Csm with { OnlyOwn = true, OwnerId = owner }, true), (Csm with { OnlyOwn = true, OwnerId = 9999 }, false) })
            (await demo.Get<ReadModel>().RunAsync(actor, model, default)).Value!.RiskTypes.Contains(opened.Type).Should().Be(isTold);
        (await demo.Get<TakeBack>().RunAsync(Csm, [new(_account, EntryKind.RiskEvent, 0, opened.Type, opened.Opened)], default)).IsOk.Should().BeTrue();
    }

    [Fact]
    public async Task RiskEvent_OpenedByManyAtOnce_IsOpenedOnce()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => demo.Get<OpenRiskEvent>().RunAsync(Csm, _account, new("office closed", Today), default)));
        results.Count(r => r.IsOk).Should().Be(1);
        results.Where(r => !r.IsOk).SelectMany(r => r.Errors).Should().OnlyContain(e => e.Code == "overtaken" || e.Code == "already_open");
        (await demo.Get<TakeBack>().RunAsync(Csm, [new(_account, EntryKind.RiskEvent, 0, "office_closed", Today)], default)).IsOk.Should().BeTrue();
    }

    [Fact]
    public async Task Override_IsInTheLiveScore_EndsEarly_AndLeavesFinalScoresAlone()
    {
        var final = await demo.HashAsync(Today.AddDays(-1), Today.AddDays(-1));
        var entry = (await demo.Get<OverrideScore>().RunAsync(Csm, _account, new(ScoreKind.Health, Band.Red, 12.345, "They told us in confidence", Today.AddDays(30)), default)).Value!;
        var shown = await ScoredAsync();
        (shown.Published, shown.Band, shown.Manual).Should().Be((12.35, Band.Red, true));

        (await demo.Get<EndOverride>().RunAsync(Csm, _account, entry.Id, default)).Value!.LastDay.Should().Be(Today.AddDays(-1));
        (await ScoredAsync()).Manual.Should().BeFalse("it was ended on its first day");
        (await demo.Get<EndOverride>().RunAsync(Csm, _account, entry.Id, default)).Errors.Should().ContainSingle(e => e.Code == "override_over");
        (await demo.Get<EndOverride>().UndoAsync(Csm, _account, entry.Id, default)).IsOk.Should().BeTrue();
        (await ScoredAsync()).Manual.Should().BeTrue();
        (await demo.Get<TakeBack>().RunAsync(Csm, [new(_account, EntryKind.Override, entry.Id)], default)).IsOk.Should().BeTrue();
        (await ScoredAsync()).Manual.Should().BeFalse();
        (await demo.HashAsync(Today.AddDays(-1), Today.AddDays(-1))).Should().Be(final);
    }

    [Fact]
    public async Task PulseAndGoalProgress_AreRecorded_AndOnTheNextDayNobodyTakesThemBack()
    {
        await using var db = demo.Database();
        var goal = await db.Goals.AsNoTracking().FirstAsync(g => g.Closed == null && db.CurrentAccounts.Any(a => a.AccountId == g.AccountId));
        var pulse = (await demo.Get<GivePulse>().RunAsync(Csm, goal.AccountId, new(35, Today.AddDays(60), "Quiet lately"), default)).Value!;
        var progress = (await demo.Get<RecordGoalProgress>().RunAsync(Csm, goal.AccountId, goal.Id, new(goal.Target, Today), default)).Value!;
        (await demo.Get<RecordGoalProgress>().RunAsync(Csm, goal.AccountId, goal.Id, new(1, goal.Opened.AddDays(-1)), default)).Errors.Should().Contain(e => e.Field == "Day");
        (await demo.Get<RecordGoalProgress>().RunAsync(Csm, goal.AccountId, 987654, new(1, Today), default)).Errors.Should().ContainSingle(e => e.Code == "not_found");

        (await db.Pulses.AsNoTracking().SingleAsync(p => p.AccountId == goal.AccountId && p.Id == pulse.Id)).Should().BeEquivalentTo(new { Score = 35.0, Note = "Quiet lately", By = "Robin", Day = Today });
        (await MarkedAsync()).Should().Equal(goal.AccountId);
        demo.Time.Now = demo.Time.Now.AddDays(1);
        foreach (var entry in new Entry[] { new(goal.AccountId, EntryKind.Pulse, pulse.Id), new(goal.AccountId, EntryKind.GoalProgress, progress.Id) })
            (await demo.Get<TakeBack>().RunAsync(Csm, [entry], default)).Errors.Should().ContainSingle(e => e.Code == "not_of_today");
    }

    [Fact]
    public async Task OfACustomerThatLeft_OnlyWhatMakesSenseIsDone()
    {
        await using var db = demo.Database();
        var left = await db.Accounts.Where(a => a.Churned < Today && db.CurrentAccounts.Any(c => c.AccountId == a.Id)).Select(a => a.Id).FirstAsync();
        List<IReadOnlyList<Error>> refusals =
        [
            (await demo.Get<GivePulse>().RunAsync(Csm, left, new(50, Today, "Heard so"), default)).Errors,
            (await demo.Get<OpenRiskEvent>().RunAsync(Csm, left, new("merger", Today), default)).Errors,
            (await demo.Get<OverrideScore>().RunAsync(Csm, left, new(ScoreKind.Health, Band.Red, 10, "Heard so", Today), default)).Errors,
        ];
        refusals.Should().OnlyContain(errors => errors.Count == 1 && errors[0].Code == "has_left");
        var touch = (await demo.Get<RecordTouch>().RunAsync(Csm, [left], new("call", Today, "Asked them back"), default)).Value!.Single();
        (await demo.Get<TakeBack>().RunAsync(Csm, [new(left, EntryKind.Touch, touch.Id)], default)).IsOk.Should().BeTrue();
    }

    [Fact]
    public async Task Judgements_OfAPersonAreSummedUp_OfAccountsTheySee()
    {
        await using var db = demo.Database();
        var sam = new Actor("7", "Sam the judge", Role.Csm);
        var accounts = await db.CurrentAccounts.AsNoTracking().Where(a => a.Active && a.OwnerId != null).OrderBy(a => a.AccountId).Take(3).ToListAsync();
        DateOnly given = Today.AddDays(-120), late = Today.AddDays(-20);
        await demo.DoAsync($"""
            insert into pulse (account_id, day, score, expires, note, by) values
                ({accounts[0].AccountId}, '{given:yyyy-MM-dd}', 80, '{given.AddDays(30):yyyy-MM-dd}', 'Sure', 'Sam the judge'), ({accounts[1].AccountId}, '{given:yyyy-MM-dd}', 20, null, 'Sure', 'Sam the judge'),
                ({accounts[2].AccountId}, '{late:yyyy-MM-dd}', 20, null, 'Sure', 'Sam the judge'), ({accounts[2].AccountId}, '{given:yyyy-MM-dd}', 20, null, 'Sure', 'Somebody else')
            """);
        await demo.DoAsync($"insert into outcome (account_id, day, kind) values ({accounts[0].AccountId}, '{given.AddDays(9):yyyy-MM-dd}', 3), ({accounts[1].AccountId}, '{given.AddDays(9):yyyy-MM-dd}', 3) on conflict do nothing");
        await db.Outcomes.Where(o => (o.AccountId == accounts[0].AccountId || o.AccountId == accounts[1].AccountId) && o.Kind != OutcomeKind.Expanded).ExecuteDeleteAsync();

        var all = await demo.Get<ReadJudgements>().RunAsync(sam, default);
        (all.BorneOut, all.NotBorneOut, all.CannotTell, all.Open).Should().Be((1, 1, 0, 1));
        all.Latest.Should().BeEquivalentTo([
            new { accounts[0].AccountId, accounts[0].Name, Score = 80.0, Verdict = Verdict.BorneOut, On = given.AddDays(90) },
            new { accounts[1].AccountId, accounts[1].Name, Score = 20.0, Verdict = Verdict.NotBorneOut, On = given.AddDays(90) }]);
        var own = await demo.Get<ReadJudgements>().RunAsync(sam with { OwnerId = accounts[0].OwnerId, OnlyOwn = true }, default);
        (own.BorneOut, own.NotBorneOut + own.Open).Should().Be((1, accounts.Skip(1).Count(a => a.OwnerId == accounts[0].OwnerId)));
        (await demo.Get<ReadRelations>().RunAsync(sam, accounts[1].AccountId, Today, default)).Pulses
            .Should().Contain(p => p.Entry.By == sam.Name && p.Judged.Verdict == Verdict.NotBorneOut && p.Judged.Outcome!.Kind == OutcomeKind.Expanded);
    }

    private static IEnumerable<string?> Fields(IReadOnlyList<Error> errors) => errors.Select(e => e.Field);

    private async Task<Engine.Storage.Scores.ScoreRow> ScoredAsync()
    {
        (await demo.Get<LiveScoring>().ScoreMarkedAsync(TimeSpan.FromSeconds(-1), 500, default)).Should().Be(1);
        await using var db = demo.Database();
        return await db.Scores.AsNoTracking().SingleAsync(s => s.AccountId == _account && s.Kind == ScoreKind.Health && s.Day == Today);
    }

    private async Task<List<long>> MarkedAsync()
    {
        List<long> marked = [];
        await using var command = demo.Source.CreateCommand("select account_id from account_mark order by account_id");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) marked.Add(reader.GetInt64(0));
        return marked;
    }
}
