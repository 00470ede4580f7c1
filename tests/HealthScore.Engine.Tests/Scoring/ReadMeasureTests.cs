using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Scoring;

/// <summary>An opened measure shows what its value is made of, also what was read long ago and still stands.</summary>
public sealed class ReadMeasureTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);

    [Fact]
    public async Task Measure_OpensToWhatStillStands()
    {
        await using var db = demo.Database();
        var account = await db.CurrentAccounts.Where(a => a.Active && db.Accounts.Any(x => x.Id == a.AccountId && x.Start < Yesterday.AddDays(-100))).MinAsync(a => a.AccountId);
        db.Metrics.AddRange(new Metric("contract", "Contract value", MetricKind.Gauge, 90), new Metric("seen", "Seen", MetricKind.Count, 90), new Metric("seen_lately", "Seen lately", MetricKind.Gauge, 2) { Expression = "rolling(seen, 80, sum)" });
        await db.SaveChangesAsync();
        var ids = await db.Metrics.ToDictionaryAsync(m => m.Key, m => m.Id);
        await using (var connection = await demo.Source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await demo.Get<ReadingStore>().WriteAsync(transaction, new Reading[] { new(account, ids["contract"], Yesterday.DayNumber - 60, 1200), new(account, ids["seen"], Yesterday.DayNumber - 70, 3), new(account, ids["seen"], Yesterday.DayNumber, 4) });
            await transaction.CommitAsync();
        }

        await demo.DoAsync($"delete from pulse where account_id = {account}; insert into pulse (account_id, day, score, expires) values ({account}, '{Yesterday.AddDays(-400):yyyy-MM-dd}', 77, '2030-01-01')");
        var model = await db.ScoringModels.AsNoTracking().FirstAsync(m => m.Kind == ScoreKind.Risk && m.SegmentId == null && m.StageId == null);
        MeasureDefinition Of(string id, MeasureSource source) => new() { Id = id, Source = source, Curve = new PointsCurve(new CurvePoint(0, 0), new CurvePoint(100, 100)) };
        var definition = new ModelDefinition { Dimensions = [new("All", 1, [Of("contract", new MetricSource("contract", Aggregation.Last, 1)), Of("lately", new MetricSource("seen_lately", Aggregation.Last, 1)), Of("pulse", new DerivedSource(DerivedMeasure.Pulse)), Of("renewal", new DerivedSource(DerivedMeasure.DaysToRenewal))])] };
        var saved = (await demo.Get<SaveDraft>().RunAsync(Actor.System, model.Id, model.DraftRevision, definition, default)).Value!;
        saved.Problems.Should().BeEmpty();
        var version = (await demo.Get<PublishScoringModel>().RunAsync(Actor.System, model.Id, saved.Revision, 1, "Try", default)).Value!.VersionId;

        (await EntriesAsync("contract")).Should().Equal(new MeasureEntry(Yesterday.AddDays(-60), 1200));
        (await EntriesAsync("lately")).Should().Equal(new MeasureEntry(Yesterday.AddDays(-70), 3), new MeasureEntry(Yesterday, 4));
        (await EntriesAsync("pulse")).Should().Equal(new MeasureEntry(Yesterday.AddDays(-400), 77));

        await demo.DoAsync($"delete from renewal where account_id = {account}; insert into renewal (account_id, day) values ({account}, '{Yesterday.AddDays(40):yyyy-MM-dd}')");
        var renewal = (await demo.Get<ReadMeasure>().RunAsync(Actor.System, account, version, "renewal", Yesterday, false, CultureInfo.GetCultureInfo("en-GB"), default)).Value!;
        (renewal.How, renewal.Series.Count).Should().Be(("The next renewal is on 26 Apr 2026.", 0), "it is made of a day, and nothing is said of entries that there are none of");

        async Task<IReadOnlyList<MeasureEntry>> EntriesAsync(string measure)
        {
            var view = (await demo.Get<ReadMeasure>().RunAsync(Actor.System, account, version, measure, Yesterday, false, CultureInfo.InvariantCulture, default)).Value!;
            view.Series.Should().ContainSingle().Which.Entries.Should().OnlyContain(e => e.Day >= view.ShownFrom);
            return view.Series[0].Entries;
        }
    }
}
