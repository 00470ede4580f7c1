using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Accounts.Timeline;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Scoring.Preview;

/// <summary>What a preview says against what publishing and scoring make.</summary>
public sealed class PreviewModelTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly Actor Ops = new("1", "Dana", Role.CsOps);
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly DateOnly MonthEnd = new(2026, 2, 28);

    private PreviewModel Preview => demo.Get<PreviewModel>();

    public async Task InitializeAsync()
    {
        await using var db = demo.Database();
        if (await db.Scores.AnyAsync()) return;
        await demo.BackFillAsync(MonthEnd, MonthEnd);
        await demo.BackFillAsync(Yesterday.AddDays(-2), Yesterday);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(ScoreKind.Health)]
    [InlineData(ScoreKind.Risk)]
    public async Task Preview_SaysOfEveryAccount_WhatPublishingAndScoringTheSameDayGive(ScoreKind kind)
    {
        var model = await DraftAsync(kind, Changed);
        var preview = (await Preview.OfDraftAsync(Ops, model.Id, null, default)).Value!;
        preview.Day.Should().Be(Yesterday);
        await using (var db = demo.Database())
        {
            var before = await db.Scores.AsNoTracking().Where(s => s.Day == Yesterday && s.Kind == kind).ToDictionaryAsync(s => s.AccountId);
            preview.Accounts.Should().NotBeEmpty().And.OnlyContain(a => before[a.Id].Band == a.Before && before[a.Id].Published == a.ScoreBefore && before[a.Id].VersionId == a.VersionBefore);
        }

        // Published on that day and scored anew, as if it had not been scored yet.
        demo.Time.Now = demo.Time.Now.AddDays(-1);
        var published = await demo.Get<PublishScoringModel>().RunAsync(Ops, model.Id, model.DraftRevision, (await demo.Get<ReadModel>().RunAsync(Ops, model.Id, default)).Value!.Model.Last, "Try", default, "Fewer surprises");
        demo.Time.Now = demo.Time.Now.AddDays(1);
        await demo.DoAsync($"delete from score where day = '{Yesterday:yyyy-MM-dd}'");
        await demo.BackFillAsync(Yesterday, Yesterday);

        await using (var db = demo.Database())
        {
            var after = await db.Scores.AsNoTracking().Where(s => s.Day == Yesterday && s.VersionId == published.Value!.VersionId).OrderBy(s => s.AccountId).ToListAsync();
            preview.Accounts.Select(a => (a.Id, a.ScoreAfter, a.After, a.Arr, a.OwnerId, a.SegmentId, a.StageId))
                .Should().Equal(after.Select(s => (s.AccountId, s.Published, s.Band, s.Arr, s.OwnerId, s.SegmentId, s.StageId)));
            preview.Summary.Moved.Should().BePositive("the test changes enough");
            var kept = (await demo.Get<ModelHistory>().RunAsync(Ops, model.Id, default)).Value![0];
            kept.Expected.Should().Be("Fewer surprises");
            kept.Preview.Should().BeEquivalentTo(preview.Summary, "the preview goes with the version");
        }
    }

    [Fact]
    public async Task PreviewOfAMetric_SaysWhatSavingItAndScoringTheSameDayGive_AndTheAccountsTrendsBearAMark()
    {
        SaveMetric save = new(demo.Get<IDbContextFactory<HealthScoreDb>>(), demo.Get<OrganisationClock>());
        PreviewMetric look = new(demo.Get<IDbContextFactory<HealthScoreDb>>(), demo.Get<MeasureAccounts>(), Preview, demo.Get<OrganisationClock>());
        var load = new MetricInput("load", "Load") { Expression = "logins * 2" };
        (await save.RunAsync(Ops, load, null, default)).Message.Should().BeNull();
        var model = await DraftAsync(ScoreKind.Health, was => was with { Rules = [], Dimensions = [new("Load", 1, [new() { Id = "load", Source = new MetricSource("load", Aggregation.Mean, 28), Curve = new PointsCurve(new(0, 0), new(200, 100)) }])] }, likeMost: false);
        // A preview by what the metric says no more goes with no version.
        (await Preview.OfDraftAsync(Ops, model.Id, new Meanwhile(() => SayAsync("logins * 3")), default)).Message.Should().BeNull();
        (await StoredAsync()).Should().Be(0);
        await SayAsync("logins * 2");
        await Preview.OfDraftAsync(Ops, model.Id, null, default);
        (await StoredAsync()).Should().Be(1);
        demo.Time.Now = demo.Time.Now.AddDays(-1);
        var published = await demo.Get<PublishScoringModel>().RunAsync(Ops, model.Id, model.DraftRevision, (await demo.Get<ReadModel>().RunAsync(Ops, model.Id, default)).Value!.Model.Last, "By load alone", default);
        published.Message.Should().BeNull();
        demo.Time.Now = demo.Time.Now.AddDays(1);
        var before = await ScoredAsync();

        var preview = (await look.RunAsync(Ops, load with { Expression = "logins * 4" }, null, default)).Value!;

        preview.Others.Should().BePositive();
        preview.After.Median.Should().BeApproximately(2 * preview.Before.Median!.Value, 1e-9);
        preview.Before.Counts.Sum().Should().Be(preview.Before.Known);
        preview.Models.Select(m => m.ModelId).Should().Equal(model.Id);
        var revision = await demo.CountAsync("select revision::bigint from metric where key = 'load'");
        (await save.RunAsync(Ops, load with { Expression = "logins * 4", Reason = "Each counts twice" }, (int)revision, default)).Message.Should().BeNull();
        var after = await ScoredAsync();
        preview.Models[0].Summary.Moves.Where(m => m.From != m.To).Select(m => (m.From, m.To, m.Accounts)).Should().BeEquivalentTo(
            before.Where(b => b.Value != after[b.Key]).GroupBy(b => (b.Value, after[b.Key])).Select(g => (g.Key.Value, g.Key.Item2, g.Count())));
        preview.Models[0].Summary.Moved.Should().BePositive("the test changes enough");

        // The day on which it was changed has no score yet: as if it had been the one that has.
        await demo.DoAsync($"update configuration_change set day = '{Yesterday:yyyy-MM-dd}' where reason = 'Each counts twice'");
        var marks = (await demo.Get<ReadTimeline>().RunAsync(Ops, before.Keys.First(), new(DemoRuns.Today, [TimelineKind.Metric]), default)).Entries;
        marks.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Day = Yesterday, Name = "Load", Note = "Each counts twice", Who = "Dana" });
        (await demo.Get<ReadTimeline>().RunAsync(Ops, before.Keys.First(), new(DemoRuns.Today, [TimelineKind.Metric], null, ScoreKind.Risk), default)).Entries.Should().BeEmpty("risk is not scored by it");

        Task<long> StoredAsync() => demo.CountAsync($"select count(*) from scoring_model where id = {model.Id} and draft_preview is not null");

        async Task SayAsync(string expression) =>
            (await save.RunAsync(Ops, load with { Expression = expression }, (int)await demo.CountAsync("select revision::bigint from metric where key = 'load'"), default)).Message.Should().BeNull();

        async Task<Dictionary<long, Band>> ScoredAsync()
        {
            await demo.DoAsync($"delete from score where day = '{Yesterday:yyyy-MM-dd}'");
            await demo.BackFillAsync(Yesterday, Yesterday);
            await using var db = demo.Database();
            return await db.Scores.AsNoTracking().Where(s => s.Day == Yesterday && s.VersionId == published.Value!.VersionId).ToDictionaryAsync(s => s.AccountId, s => s.Band);
        }
    }

    [Fact]
    public async Task PreviewOfAMetric_ThatMeasuresWhatItDid_MovesNobody_NotEvenWhoHoldsABandThatTheScoreHasLeft()
    {
        SaveMetric save = new(demo.Get<IDbContextFactory<HealthScoreDb>>(), demo.Get<OrganisationClock>());
        PreviewMetric look = new(demo.Get<IDbContextFactory<HealthScoreDb>>(), demo.Get<MeasureAccounts>(), Preview, demo.Get<OrganisationClock>());
        var effort = new MetricInput("effort", "Effort") { Expression = "logins * 2" };
        (await save.RunAsync(Ops, effort, null, default)).Message.Should().BeNull();
        var bands = new BandThresholds(60, 40);
        var model = await DraftAsync(ScoreKind.Health, was => was with
        {
            Rules = [], Bands = bands, Margin = 25, Dwell = 7,
            Dimensions = [new("Effort", 1, [new() { Id = "effort", Source = new MetricSource("effort", Aggregation.Mean, 3), Curve = new PointsCurve(new(0, 0), new(60, 100)) }])],
        }, likeMost: false);
        demo.Time.Now = demo.Time.Now.AddDays(-3);
        var published = await demo.Get<PublishScoringModel>().RunAsync(Ops, model.Id, model.DraftRevision, (await demo.Get<ReadModel>().RunAsync(Ops, model.Id, default)).Value!.Model.Last, "By effort alone", default);
        demo.Time.Now = demo.Time.Now.AddDays(3);
        published.Message.Should().BeNull();
        await demo.DoAsync($"delete from score where day between '{Yesterday.AddDays(-2):yyyy-MM-dd}' and '{Yesterday:yyyy-MM-dd}'");
        await demo.BackFillAsync(Yesterday.AddDays(-2), Yesterday);
        await using var db = demo.Database();
        var scores = await db.Scores.AsNoTracking().Where(s => s.Day == Yesterday && s.VersionId == published.Value!.VersionId && s.Published != null).ToListAsync();
        scores.Should().Contain(s => s.Band != bands.RawBand(ScoreKind.Health, s.Published!.Value), "some hold a band");

        var preview = (await look.RunAsync(Ops, effort with { Expression = "logins + logins" }, null, default)).Value!;

        preview.Others.Should().Be(0);
        preview.Models.Should().ContainSingle().Which.Summary.Should().Match<PreviewSummary>(s => s.Moved == 0 && s.Moves.Sum(m => m.Accounts) >= scores.Count);
    }

    [Fact]
    public async Task Reasons_AreThereForEveryMove_AndPointTheWayOfTheChange()
    {
        var model = await DraftAsync(ScoreKind.Expansion, Changed);
        var preview = (await Preview.OfDraftAsync(Ops, model.Id, null, default)).Value!;

        var moves = preview.Moves(new());
        moves.Should().NotBeEmpty().And.OnlyContain(a => a.Before != a.After);
        foreach (var account in moves)
        {
            var reasons = preview.ReasonsOf(account);
            reasons.Should().NotBeEmpty().And.HaveCountLessThanOrEqualTo(3).And.OnlyContain(r => !r.Text.EndsWith('.'));
            if (account.Change is { } change && Math.Abs(change) > 1 && account.Overrides == 0) Math.Sign(reasons[0].Points).Should().Be(Math.Sign(change));
        }

        preview.Owners().Sum(o => o.NewReds).Should().Be(preview.Summary.NewReds);
        preview.Histogram(a => a.ScoreAfter, 20).Sum().Should().Be(preview.Accounts.Count(a => a.ScoreAfter is not null));
        preview.Moves(new(Band.Green, Band.Green)).Should().OnlyContain(a => a.Before == Band.Green && a.After == Band.Green);
        (await demo.Get<ListMoves>().RunAsync(Ops, preview, moves, default)).Should().HaveCount(moves.Count).And.OnlyContain(r => r.Name.Length > 0);
    }

    [Fact]
    public async Task Trend_UnderThePresentDefinition_HasTheScoresThatWerePublished()
    {
        await using var db = demo.Database();
        var model = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).Where(m => m.Kind == ScoreKind.Expansion).FirstAsync();
        var subject = new PreviewSubject(model.Kind, model.SegmentId, model.StageId, model.Versions.MaxBy(v => v.Number)!.Definition);

        var months = (await demo.Get<RestateTrend>().RunAsync(Ops, subject, Yesterday, null, default)).Value!.Months;

        months.Select(m => m.Day).Should().BeInAscendingOrder().And.Contain([MonthEnd, Yesterday]).And.OnlyContain(d => d == Yesterday || d.AddDays(1).Day == 1);
        foreach (var month in months.Where(m => m.Published.Count > 0))
        {
            month.Restated.Sum(b => b.Accounts).Should().Be(month.Published.Sum(b => b.Accounts));
            month.Restated.Sum(b => b.Arr).Should().Be(month.Published.Sum(b => b.Arr));
            month.Restated.Sum(b => b.ScoreSum).Should().BeApproximately(month.Published.Sum(b => b.ScoreSum), 1e-6);
        }

        months.Count(m => m.Published.Count > 0).Should().Be(2, "two of these days were scored");
    }

    [Fact]
    public async Task Trend_OfWhoSeesOnlyTheirOwn_SetsTheSameAccountsSideBySide()
    {
        await using var db = demo.Database();
        var model = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).Where(m => m.Kind == ScoreKind.Expansion).FirstAsync();
        var subject = new PreviewSubject(model.Kind, model.SegmentId, model.StageId, model.Versions.MaxBy(v => v.Number)!.Definition);
        var versions = model.Versions.Select(v => v.Id).ToList();
        var scored = await db.Scores.Where(s => s.Day == MonthEnd && versions.Contains(s.VersionId) && s.OwnerId != null && db.CurrentAccounts.Any(a => a.AccountId == s.AccountId && a.Active && a.OwnerId == s.OwnerId)).Select(s => new { s.AccountId, s.OwnerId }).ToListAsync();
        // One account was another owner's when it was scored.
        var (handed, to) = (scored[0], scored.First(s => s.OwnerId != scored[0].OwnerId).OwnerId!.Value);
        (await demo.Get<AssignOwner>().RunAsync(Actor.System, [handed.AccountId], to, default)).IsOk.Should().BeTrue();

        var months = (await demo.Get<RestateTrend>().RunAsync(Ops with { OwnerId = to, OnlyOwn = true }, subject, Yesterday, null, default)).Value!.Months;

        await demo.Get<AssignOwner>().RunAsync(Actor.System, [handed.AccountId], handed.OwnerId, default);
        foreach (var month in months.Where(m => m.Published.Count > 0))
        {
            month.Restated.Sum(b => b.Accounts).Should().Be(month.Published.Sum(b => b.Accounts));
            month.Restated.Sum(b => b.ScoreSum).Should().BeApproximately(month.Published.Sum(b => b.ScoreSum), 1e-6);
        }

        months.Should().Contain(m => m.Day == MonthEnd && m.Published.Count > 0);
    }

    [Fact]
    public async Task Preview_BySeveralAtOnce_IsTheSame_AndStoresNoScore()
    {
        var model = await DraftAsync(ScoreKind.Health, Changed, likeMost: false);
        var before = await demo.HashAsync(MonthEnd, DemoRuns.Today);

        var previews = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Preview.OfDraftAsync(Ops, model.Id, null, default)));

        previews[1].Value!.Accounts.Should().Equal(previews[0].Value!.Accounts);
        previews[2].Value!.Accounts.Should().Equal(previews[0].Value!.Accounts);
        (await demo.HashAsync(MonthEnd, DemoRuns.Today)).Should().Be(before);
    }

    [Fact]
    public async Task Preview_OfThoseWhoMayNot_IsRefused_AndWhoSeesOnlyTheirOwnSeesOnlyThese()
    {
        var model = await DraftAsync(ScoreKind.Health, Changed, likeMost: false);
        (await Preview.OfDraftAsync(new("2", "Robin", Role.Csm), model.Id, null, default)).Errors[0].Code.Should().Be("forbidden");
        (await Preview.OfDraftAsync(new("2", "Robin", Role.Csm), 999, null, default)).Errors[0].Code.Should().Be("forbidden", "who may not is not told what there is");
        var all = (await Preview.OfDraftAsync(Ops, model.Id, null, default)).Value!;
        var owner = all.Accounts.First(a => a.OwnerId is not null).OwnerId!.Value;
        await using var db = demo.Database();
        var own = await db.CurrentAccounts.Where(a => a.OwnerId == owner).Select(a => a.AccountId).ToListAsync();

        var seen = (await Preview.OfDraftAsync(Ops with { OwnerId = owner, OnlyOwn = true }, model.Id, null, default)).Value!;

        seen.Accounts.Should().Equal(all.Accounts.Where(a => own.Contains(a.Id)));
    }

    [Fact]
    public async Task Preview_ThatIsStopped_EndsSoon_AndADraftThatIsInvalidOrMissingIsRefused()
    {
        var model = await DraftAsync(ScoreKind.Health, Changed, likeMost: false);
        using var stop = new CancellationTokenSource();
        var inTheMiddle = new StopAtFirst(stop);
        var stopped = () => Preview.OfDraftAsync(Ops, model.Id, inTheMiddle, stop.Token);
        await stopped.Should().ThrowAsync<OperationCanceledException>();
        inTheMiddle.Reports.Should().BePositive("it had begun");

        var subject = new PreviewSubject(model.Kind, model.SegmentId, model.StageId, model.Draft! with { Dwell = 0 });
        (await Preview.RunAsync(Ops, subject, null, default)).Errors.Should().ContainSingle(e => e.Field == "dwell");
        (await demo.Get<DiscardDraft>().RunAsync(Ops, model.Id, model.DraftRevision, default)).IsOk.Should().BeTrue();
        (await Preview.OfDraftAsync(Ops, model.Id, null, default)).Errors[0].Code.Should().Be("no_draft");
    }

    private static ModelDefinition Changed(ModelDefinition was) => was with
    {
        Bands = new(62, 48),
        Dimensions =
        [
            .. was.Dimensions.Select((d, i) => d with { Weight = d.Weight + (2 * i), Measures = [.. d.Measures.Skip(i == 0 ? 1 : 0).DefaultIfEmpty(d.Measures[0])] }),
            new("Rank", 2, [new() { Id = "rank_of_logins", Source = new MetricSource("logins", Aggregation.Percentile, 14), Curve = new PointsCurve(new(0, 0), new(100, 100)), Missing = MissingPolicy.Neutral }]),
        ],
        Rules = [.. was.Rules.Where(r => r.RiskEvent is not null), new() { RiskEvent = "champion_left", IsCap = true, Limit = 30 }],
    };

    // The model that scores most accounts, or the one that scores second most, so that tests do not meet.
    private async Task<ScoringModel> DraftAsync(ScoreKind kind, Func<ModelDefinition, ModelDefinition> change, bool likeMost = true)
    {
        await using var db = demo.Database();
        var versions = await db.Scores.Where(s => s.Kind == kind && s.Day == Yesterday).GroupBy(s => s.VersionId).OrderByDescending(g => g.Count()).Select(g => g.Key).ToListAsync();
        var models = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).Where(m => m.Kind == kind).ToListAsync();
        var model = versions.Select(v => models.Single(m => m.Versions.Exists(x => x.Id == v))).Distinct().ElementAt(likeMost ? 0 : 1);
        var saved = await demo.Get<SaveDraft>().RunAsync(Ops, model.Id, model.DraftRevision, change(model.Versions.MaxBy(v => v.Number)!.Definition), default);
        saved.Value!.Problems.Should().BeEmpty();
        return await db.ScoringModels.AsNoTracking().SingleAsync(m => m.Id == model.Id);
    }

    private sealed class StopAtFirst(CancellationTokenSource stop) : IProgress<AccountsDone>
    {
        public int Reports { get; private set; }

        public void Report(AccountsDone value)
        {
            Reports++;
            stop.Cancel();
        }
    }

    // Does something once, while accounts are being looked at.
    private sealed class Meanwhile(Func<Task> act) : IProgress<AccountsDone>
    {
        private readonly Lazy<Task> done = new(act);

        public void Report(AccountsDone value) => done.Value.GetAwaiter().GetResult();
    }
}
