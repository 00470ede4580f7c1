using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Scoring.Preview;

/// <summary>What the editor scores in memory against what a run of the same day stores.</summary>
public sealed class MeasureModelScopeTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await using var db = demo.Database();
        if (await db.Scores.AnyAsync()) return;
        var account = await db.CurrentAccounts.Where(a => a.Active).Select(a => a.AccountId).FirstAsync();
        await demo.DoAsync($"insert into risk_event (account_id, type, opened) values ({account}, 'champion_left', '2026-03-10') on conflict do nothing");
        // One that holds, and a later one that was ended before its time.
        await demo.DoAsync($"""
            insert into manual_override (account_id, kind, from_day, to_day, ended, ended_by, band, score, reason, by)
            values ({account}, 1, '2026-03-01', '2026-04-01', null, null, 3, 88.5, 'a', 'a'), ({account}, 1, '2026-03-10', '2026-05-01', '2026-03-17', 'b', 1, 7.25, 'b', 'b')
            """);
        await demo.FinishAsync((await demo.Get<StartRun>().TodayAsync(Actor.System, default)).Value);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task EveryModel_ScoredInMemory_IsWhatARunOfTodayStores()
    {
        await using var db = demo.Database();
        var compared = 0;
        foreach (var model in await db.ScoringModels.AsNoTracking().Include(m => m.Versions).ToListAsync())
        {
            var version = model.Versions.MaxBy(v => v.Number)!;
            var scope = (await demo.Get<MeasureModelScope>().RunAsync(Actor.System, model.Id, version.Definition, default)).Value!;
            var stored = await db.Scores.AsNoTracking().Where(s => s.Day == DemoRuns.Today && s.VersionId == version.Id).OrderBy(s => s.AccountId).ToListAsync();
            var scores = DraftScores.Of(model.Kind, version.Definition, scope);
            (scope.Day, scope.InScope).Should().Be((DemoRuns.Today, stored.Count));
            scores.Scores.Should().Equal(stored.Select(s => s.Published));
            scores.ByBand.Sum(b => b.Arr).Should().BeApproximately((double)stored.Sum(s => s.Arr), 0.01);
            compared += stored.Count;
        }

        compared.Should().Be(await db.Scores.CountAsync(s => s.Day == DemoRuns.Today));
        (await db.Scores.AnyAsync(s => s.Day == DemoRuns.Today && s.Published == 88.5 && s.Manual)).Should().BeTrue("the override that was not ended is among them");
    }

    [Fact]
    public async Task Draft_ThatMeasuresSomethingElse_IsMeasuredWithTheLatestVersion()
    {
        await using var db = demo.Database();
        var model = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).FirstAsync(m => m.Kind == ScoreKind.Health);
        var latest = model.Versions.MaxBy(v => v.Number)!.Definition;
        var other = new MeasureDefinition { Id = "other", Source = new Domain.Metrics.DerivedSource(Domain.Metrics.DerivedMeasure.Touches, 17), Curve = new PointsCurve(new CurvePoint(0, 0)) };
        var draft = latest with { Dimensions = [new("Other", 1, [other])], Rules = [new() { RiskEvent = "sponsor_left", IsCap = true, Limit = 30 }] };
        var scope = (await demo.Get<MeasureModelScope>().RunAsync(Actor.System, model.Id, draft, default)).Value!;
        (scope.Covers(draft), scope.Covers(latest)).Should().Be((true, true));
    }

    [Fact]
    public async Task Scope_OfVeryMany_IsSampledEvenly()
    {
        await using var db = demo.Database();
        var model = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).FirstAsync(m => m.Kind == ScoreKind.Risk && m.SegmentId == null && m.StageId == null);
        var definition = model.Versions.MaxBy(v => v.Number)!.Definition;
        var all = (await demo.Get<MeasureModelScope>().RunAsync(Actor.System, model.Id, definition, default)).Value!;
        var few = new MeasureModelScope(demo.Get<IDbContextFactory<HealthScoreDb>>(), demo.Get<MeasureAccounts>(), demo.Get<OrganisationClock>()) { Most = 10 };
        var sample = (await few.RunAsync(Actor.System, model.Id, definition, default)).Value!;
        (sample.Accounts, sample.InScope).Should().Be((10, all.Accounts));
        sample.Arr.Should().Equal(Enumerable.Range(0, 10).Select(i => all.Arr[i * all.Accounts / 10]));
    }

    [Fact]
    public async Task Actor_WhoMayNotRead_IsRefused()
    {
        var any = new ModelDefinition { Dimensions = [] };
        (await demo.Get<MeasureModelScope>().RunAsync(new Actor("8", "Nobody", (Role)99), 1, any, default)).Errors[0].Code.Should().Be("forbidden");
        (await demo.Get<MeasureModelScope>().RunAsync(Actor.System, 999, any, default)).Errors[0].Code.Should().Be("not_found");
    }
}
