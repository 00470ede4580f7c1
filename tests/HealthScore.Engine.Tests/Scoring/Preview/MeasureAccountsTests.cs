using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Scoring.Preview;

/// <summary>What is measured without a run against what runs stored.</summary>
public sealed class MeasureAccountsTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly DateOnly MonthEnd = new(2026, 2, 28);
    private static readonly MetricSource Logins = new("logins", Aggregation.Sum, 30);

    private MeasureAccounts Measure => demo.Get<MeasureAccounts>();

    public async Task InitializeAsync()
    {
        await using var db = demo.Database();
        if (await db.Scores.AnyAsync()) return;
        await demo.BackFillAsync(MonthEnd, MonthEnd);
        await demo.BackFillAsync(Yesterday, Yesterday);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Measures_OfEveryModel_AreThoseThatRunsStored()
    {
        await using var db = demo.Database();
        var models = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).ToListAsync();
        var (chooser, compared) = (new ModelChooser(models), 0);
        foreach (var (model, version) in models.SelectMany(m => m.Versions.Select(v => (m, v))))
        {
            var scope = new AccountScope(model.SegmentId, model.StageId, model.Kind);
            var measured = (await Measure.RunAsync(Actor.System, new([.. version.Definition.Measures.Select(m => m.Source)], [Yesterday, MonthEnd]) { Scope = scope }, null, default)).Value!;

            measured.Select(m => m.Day).Should().Equal(MonthEnd, Yesterday);
            foreach (var day in measured.Where(d => chooser.InForce(d.Day, d.Day).Any(v => v.Id == version.Id)))
            {
                var stored = await db.Scores.AsNoTracking().Where(s => s.Day == day.Day && s.VersionId == version.Id).OrderBy(s => s.AccountId).ToListAsync();
                day.AccountIds.Should().Equal(stored.Select(s => s.AccountId));
                day.OwnerIds.Should().Equal(stored.Select(s => s.OwnerId));
                day.SegmentIds.Should().Equal(stored.Select(s => s.SegmentId));
                day.StageIds.Should().Equal(stored.Select(s => s.StageId));
                day.Arr.Should().Equal(stored.Select(s => s.Arr));
                for (var i = 0; i < stored.Count; i++)
                    ScoreCodec.Read(stored[i].Data).Values.Should().Equal(day.Columns.Select(c => new MeasureValue(c.Statuses[i], c.Values[i])));
                compared += stored.Count;
            }
        }

        compared.Should().Be(await db.Scores.CountAsync(), "each score was made by one of the versions");
    }

    [Fact]
    public async Task Ranks_AreAmongAllPeers_WhoeverIsAskedFor()
    {
        await using var db = demo.Database();
        var segment = (await db.CurrentAccounts.GroupBy(a => a.SegmentId).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstAsync())!.Value;
        var ranked = new MetricSource("logins", Aggregation.Percentile, 30);
        var mean = new MetricSource("logins", Aggregation.Mean, 30);
        var all = (await Measure.RunAsync(Actor.System, new([ranked, mean], [Yesterday]), null, default)).Value![0];
        var of = (await Measure.RunAsync(Actor.System, new([ranked, mean], [Yesterday]) { Scope = new(segment, null) }, null, default)).Value![0];

        of.Count.Should().BePositive().And.BeLessThan(all.Count);
        var places = of.AccountIds.Select(id => all.AccountIds.ToList().IndexOf(id)).ToList();
        of.Columns[0].Values.Should().Equal(places.Select(i => all.Columns[0].Values[i]));
        foreach (var stage in all.StageIds.Distinct())
        {
            var peers = Enumerable.Range(0, all.Count).Where(i => all.SegmentIds[i] == segment && all.StageIds[i] == stage && all.Columns[1].Statuses[i] == MeasureStatus.Ok).ToList();
            foreach (var i in peers)
            {
                var rank = 100.0 * (peers.Count(p => all.Columns[1].Values[p] < all.Columns[1].Values[i]) + (peers.Count(p => all.Columns[1].Values[p] == all.Columns[1].Values[i]) / 2.0)) / peers.Count;
                if (peers.Count >= 20) all.Columns[0].Values[i].Should().BeApproximately(rank, 1e-9);
                else all.Columns[0].Statuses[i].Should().Be(MeasureStatus.Missing);
            }
        }
    }

    [Fact]
    public async Task Scope_OfAModel_LeavesOutWhomAMoreSpecificOneScores()
    {
        await using var db = demo.Database();
        var general = await db.ScoringModels.AsNoTracking().FirstAsync(m => m.Kind == ScoreKind.Health && m.StageId == null && db.ScoringModels.Any(o => o.Kind == m.Kind && o.SegmentId == m.SegmentId && o.StageId != null));
        var all = (await Measure.RunAsync(Actor.System, new([Logins], [Yesterday]) { Scope = new(general.SegmentId, null) }, null, default)).Value![0];
        var own = (await Measure.RunAsync(Actor.System, new([Logins], [Yesterday]) { Scope = new(general.SegmentId, null, ScoreKind.Health) }, null, default)).Value![0];

        own.Count.Should().BePositive().And.BeLessThan(all.Count);
    }

    [Fact]
    public async Task Actor_BoundToTheirOwn_GetsOnlyTheseAndSeesTheSameValues()
    {
        await using var db = demo.Database();
        var owner = (await db.CurrentAccounts.Where(a => a.Active).Select(a => a.OwnerId).FirstAsync(o => o != null))!.Value;
        var csm = new Actor("7", "Robin", Role.Csm, owner, OnlyOwn: true);
        var own = await db.CurrentAccounts.Where(a => a.OwnerId == owner).Select(a => a.AccountId).ToListAsync();

        var seen = (await Measure.RunAsync(csm, new([Logins], [Yesterday]), null, default)).Value![0];
        var all = (await Measure.RunAsync(Actor.System, new([Logins], [Yesterday]), null, default)).Value![0];

        seen.AccountIds.Should().NotBeEmpty().And.BeSubsetOf(own).And.HaveCountLessThan(all.Count);
        seen.Columns[0].Values.Should().Equal(seen.AccountIds.Select(id => all.Columns[0].Values[all.AccountIds.ToList().IndexOf(id)]));
        (await Measure.RunAsync(new Actor("8", "Nobody", (Role)99), new([Logins], [Yesterday]), null, default)).Errors[0].Code.Should().Be("forbidden");
    }

    [Fact]
    public async Task Request_ThatCannotBeMeasured_IsRefused()
    {
        (await Measure.RunAsync(Actor.System, new([new MetricSource("no_such", Aggregation.Sum, 30)], [Yesterday]), null, default)).Errors.Should().ContainSingle(e => e.Code == "unknown_metric");
        (await Measure.RunAsync(Actor.System, new([Logins], []), null, default)).Errors[0].Code.Should().Be("days_out_of_range");
        (await Measure.RunAsync(Actor.System, new([Logins], [DemoRuns.Today.AddDays(1)]), null, default)).Errors[0].Code.Should().Be("day_in_future");
    }

    [Fact]
    public async Task Measuring_TellsHowFarItIs_StopsWhenAskedTo_AndWritesNothing()
    {
        var before = await demo.HashAsync(MonthEnd, DemoRuns.Today);
        var told = new List<AccountsDone>();
        await Measure.RunAsync(Actor.System, new([Logins], [Yesterday]), new Told(told), default);
        told[0].Done.Should().Be(0);
        told[^1].Should().Match<AccountsDone>(d => d.Done == d.Total && d.Total > 0);
        (await demo.HashAsync(MonthEnd, DemoRuns.Today)).Should().Be(before);

        using var stop = new CancellationTokenSource();
        var stopped = () => Measure.RunAsync(Actor.System, new([Logins], [Yesterday]), new Told(told, stop), stop.Token);
        await stopped.Should().ThrowAsync<OperationCanceledException>();
    }

    // Stops, if asked to, at the first report.
    private sealed class Told(List<AccountsDone> told, CancellationTokenSource? stop = null) : IProgress<AccountsDone>
    {
        public void Report(AccountsDone value)
        {
            lock (told) told.Add(value);
            stop?.Cancel();
        }
    }
}
