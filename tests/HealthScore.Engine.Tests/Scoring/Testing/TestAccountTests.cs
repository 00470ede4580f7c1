using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Testing;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Scoring.Testing;

/// <summary>What the test of one account says against what runs stored.</summary>
public sealed class TestAccountTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);

    private TestAccount Test => demo.Get<TestAccount>();

    public async Task InitializeAsync()
    {
        await using var db = demo.Database();
        if (!await db.Scores.AnyAsync()) await demo.BackFillAsync(Yesterday.AddDays(-3), Yesterday);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Account_WithNothingChanged_HasTheStoredScore_ToTheBit()
    {
        await using var db = demo.Database();
        var versions = await db.ScoringModelVersions.AsNoTracking().ToDictionaryAsync(v => v.Id);
        var stored = await db.Scores.AsNoTracking().Where(s => s.Day == Yesterday && s.AccountId % 3 == 0).ToListAsync();
        stored.Should().NotBeEmpty();
        foreach (var row in stored)
        {
            var version = versions[row.VersionId];
            var tested = (await RunAsync(version.ModelId, row.AccountId, version.Number)).Value!;
            var score = tested.Score();
            (tested.Day, tested.IsProvisional, tested.IsInScope, tested.Version).Should().Be((Yesterday, false, true, version.Number));
            tested.Values.Should().Equal(ScoreCodec.Read(row.Data).Values);
            (score.Computed, score.Published, score.Band, score.Coverage, score.Manual is not null).Should().Be((row.Computed, row.Published, row.Band, row.Coverage, row.Manual));
            score.Next.Should().Be(new BandState(row.HeldBand, row.HeldVersion, row.RecentBands));
        }
    }

    [Fact]
    public async Task Evidence_OfCounts_AddsUpToTheValue()
    {
        await using var db = demo.Database();
        var compared = 0;
        foreach (var version in await db.ScoringModelVersions.AsNoTracking().ToListAsync())
            foreach (var account in await db.Scores.Where(s => s.VersionId == version.Id && s.Day == Yesterday).Select(s => s.AccountId).Take(5).ToListAsync())
            {
                var tested = (await RunAsync(version.ModelId, account, version.Number)).Value!;
                foreach (var (j, measure) in version.Definition.Measures.Index())
                {
                    tested.Evidence[j].How.Should().EndWith(".");
                    if (measure.Source is not MetricSource { Aggregation: Aggregation.Sum or Aggregation.Mean or Aggregation.ActiveDays } source || tested.Catalogue[source.Metric].Kind != MetricKind.Count || !tested.Values[j].IsOk) continue;
                    var days = tested.Evidence[j].Days.Where(d => d.Kind is EvidenceKind.Reading or EvidenceKind.Zero).ToList();
                    days.Count.Should().BeLessThanOrEqualTo(source.Window);
                    var sum = days.Sum(d => d.Value ?? 0);
                    (source.Aggregation switch { Aggregation.Sum => sum, Aggregation.Mean => sum / days.Count, _ => days.Count(d => d.Value > 0) }).Should().BeApproximately(tested.Values[j].Value, 1e-9);
                    compared++;
                }
            }

        compared.Should().BePositive();
    }

    [Fact]
    public async Task Evidence_OfACalculatedCount_AddsUpToTheValue()
    {
        await using var db = demo.Database();
        var keys = await db.Metrics.Where(m => m.Kind == MetricKind.Count).OrderBy(m => m.Id).Select(m => m.Key).Take(2).ToListAsync();
        await demo.DoAsync($"insert into metric (key, name, kind, freshness, unit, description, higher_is_better, is_leading, expression) values ('both', 'Both', 1, 3, '', '', true, true, '{keys[0]} + {keys[1]}')");
        var model = await db.ScoringModels.AsNoTracking().FirstAsync(m => m.Kind == ScoreKind.Health && m.SegmentId == null && m.StageId == null);
        var measure = new MeasureDefinition { Id = "both", Source = new MetricSource("both", Aggregation.Sum, 14), Curve = new PointsCurve(new CurvePoint(0, 0), new CurvePoint(1000, 100)) };
        var saved = (await demo.Get<SaveDraft>().RunAsync(Actor.System, model.Id, model.DraftRevision, new() { Dimensions = [new("Use", 1, [measure])] }, default)).Value!;
        var account = await db.Scores.Where(s => s.Day == Yesterday && s.Kind == ScoreKind.Health).MinAsync(s => s.AccountId);

        var tested = (await RunAsync(model.Id, account, null)).Value!;

        tested.Values[0].IsOk.Should().BeTrue();
        tested.Evidence[0].Days.Should().HaveCount(14);
        tested.Evidence[0].Days.Sum(d => d.Value ?? 0).Should().BePositive().And.BeApproximately(tested.Values[0].Value, 1e-9);
        await demo.Get<DiscardDraft>().RunAsync(Actor.System, model.Id, saved.Revision, default);
    }

    [Fact]
    public async Task OtherValues_GiveAnotherScore_AndNothingIsStored()
    {
        await using var db = demo.Database();
        var row = await db.Scores.AsNoTracking().FirstAsync(s => s.Day == Yesterday && s.Kind == ScoreKind.Health && !s.Manual && s.Computed != null);
        var version = await db.ScoringModelVersions.AsNoTracking().SingleAsync(v => v.Id == row.VersionId);
        var before = await demo.HashAsync(Yesterday.AddDays(-3), DemoRuns.Today);
        var tested = (await RunAsync(version.ModelId, row.AccountId, version.Number)).Value!;

        var best = tested.Score([.. version.Definition.Measures.Select(m => MeasureValue.Of(Best(m.Curve)))], new HashSet<string>(), null);
        best.Published.Should().Be(100);
        best.Coverage.Should().BeApproximately(1, 1e-9);
        var none = tested.Score([.. tested.Values.Select(_ => MeasureValue.Missing)], tested.OpenRisks, null);
        (none.Published, none.Band).Should().Be(((double?)null, Band.Unknown));
        var manual = tested.Score(tested.Values, tested.OpenRisks, new() { Band = Band.Red, Score = 12, Reason = "", By = "" });
        (manual.Published, manual.Band).Should().Be((12.0, Band.Red));
        tested.Score().Published.Should().Be(row.Published, "what was put in once leaves nothing behind");
        (await demo.HashAsync(Yesterday.AddDays(-3), DemoRuns.Today)).Should().Be(before);
    }

    [Fact]
    public async Task Draft_IsTested_AsOnItsFirstDay_UntilItIsBroken()
    {
        await using var db = demo.Database();
        var row = await db.Scores.AsNoTracking().FirstAsync(s => s.Day == Yesterday && s.Kind == ScoreKind.Risk && !s.Manual && s.Computed != null);
        var modelId = await db.ScoringModelVersions.Where(v => v.Id == row.VersionId).Select(v => v.ModelId).SingleAsync();
        var view = (await demo.Get<ReadModel>().RunAsync(Actor.System, modelId, default)).Value!;
        var saved = (await demo.Get<SaveDraft>().RunAsync(Actor.System, modelId, view.DraftRevision, view.Definition with { MinCoverage = 0, Bands = new(1, 0), Rules = [] }, default)).Value!;

        var tested = (await RunAsync(modelId, row.AccountId, null)).Value!;
        (tested.Version, tested.Score().Band).Should().Be((null, row.Computed >= 1 ? Band.Red : Band.Yellow));
        (await RunAsync(modelId, row.AccountId, 1)).Value!.Version.Should().Be(1);

        var broken = await demo.Get<SaveDraft>().RunAsync(Actor.System, modelId, saved.Revision, view.Definition with { Dimensions = [] }, default);
        (await RunAsync(modelId, row.AccountId, null)).Errors.Should().ContainSingle(e => e.Code == "draft_invalid");
        await demo.Get<DiscardDraft>().RunAsync(Actor.System, modelId, broken.Value!.Revision, default);
    }

    [Fact]
    public async Task Account_OfAnotherOwner_IsNotFound_AndWhatIsNotThereNeither()
    {
        await using var db = demo.Database();
        var owners = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId != null).GroupBy(a => a.OwnerId).Select(g => new { g.Key, Account = g.Min(a => a.AccountId) }).Take(2).ToListAsync();
        var csm = new Actor("7", "Robin", Role.Csm, owners[0].Key, OnlyOwn: true);
        var model = await db.ScoringModels.Where(m => m.SegmentId == null && m.StageId == null).Select(m => m.Id).FirstAsync();

        (await Test.RunAsync(csm, model, owners[0].Account, null, CultureInfo.InvariantCulture, default)).IsOk.Should().BeTrue();
        (await Test.RunAsync(csm, model, owners[1].Account, null, CultureInfo.InvariantCulture, default)).Errors[0].Code.Should().Be("not_found");
        (await Test.RunAsync(new Actor("8", "Nobody", (Role)99), model, owners[0].Account, null, CultureInfo.InvariantCulture, default)).Errors[0].Code.Should().Be("forbidden");
        (await RunAsync(model, owners[0].Account, 99)).Errors[0].Code.Should().Be("not_found");
        (await RunAsync(999, owners[0].Account, null)).Errors[0].Code.Should().Be("not_found");
    }

    private Task<Result<TestedAccount>> RunAsync(int modelId, long accountId, int? version) => Test.RunAsync(Actor.System, modelId, accountId, version, CultureInfo.InvariantCulture, default);

    private static double Best(Curve curve) => curve switch
    {
        PointsCurve points => points.Points.MaxBy(p => p.Y).X,
        BandsCurve bands => bands.Values[0] == bands.Values.Max() ? bands.Thresholds[0] - 1 : bands.Thresholds[bands.Values.ToList().IndexOf(bands.Values.Max()) - 1],
        _ => ((PassCurve)curve).Threshold,
    };
}
