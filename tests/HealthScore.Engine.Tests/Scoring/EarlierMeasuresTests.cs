using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Scoring;

/// <summary>A measure that a new version adds is computed as of the earlier day, not taken for missing.</summary>
public sealed class EarlierMeasuresTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    [Fact]
    public async Task Why_AcrossANewVersionWithANewMeasure_SplitsIntoModelAndInputs()
    {
        var (before, now) = (DemoRuns.Today.AddDays(-2), DemoRuns.Today.AddDays(-1));
        await using (var db = demo.Database())
        {
            var model = await db.ScoringModels.Include(m => m.Versions).SingleAsync(m => m.Kind == ScoreKind.Risk && m.SegmentId == null && m.StageId == null);
            var definition = model.Versions.MaxBy(v => v.Number)!.Definition;
            var added = new MeasureDefinition { Id = "added", Source = new MetricSource("logins", Aggregation.Sum, 30), Curve = new PointsCurve([new(0, 100), new(200, 0)]), Weight = 1 };
            db.ScoringModelVersions.Add(new()
            {
                ModelId = model.Id, Number = 9, Published = now, PublishedAt = demo.Time.Now, PublishedBy = "Robin", Reason = "Logins tell more",
                Definition = definition with { Dimensions = [.. definition.Dimensions, new Dimension("Added", 20, [added])] },
            });
            await db.SaveChangesAsync();
        }

        await demo.ForgetAsync();
        await demo.BackFillAsync(before, now);

        await using var read = demo.Database();
        var withInput = 0;
        foreach (var id in await read.CurrentAccounts.Where(a => a.Active && a.Risk != null).Select(a => a.AccountId).ToListAsync())
        {
            var view = (await demo.Get<ReadScore>().RunAsync(Actor.System, id, ScoreKind.Risk, now, before, CultureInfo.InvariantCulture, default)).Value!;
            if (view.Why is not { } why) continue;
            why.Sum.Should().BeApproximately(why.Change, 0.02);
            if (why.Inputs.Any(i => i.MeasureId == "added")) withInput++;
        }

        withInput.Should().BeGreaterThan(30, "logins were there the day before as well, so the new measure is an input, not data that returned");
    }

    [Fact]
    public async Task ReasonsOfAList_AcrossANewVersion_AreThoseOfEachAccountsPage()
    {
        var (before, now) = (DemoRuns.Today.AddDays(-31), DemoRuns.Today.AddDays(-1));
        await using (var db = demo.Database())
        {
            var added = new MeasureDefinition { Id = "added", Source = new MetricSource("logins", Aggregation.Sum, 21), Curve = new PointsCurve([new(0, 0), new(200, 100)]), Weight = 1 };
            foreach (var model in await db.ScoringModels.Include(m => m.Versions).Where(m => m.Kind == ScoreKind.Health).ToListAsync())
            {
                var definition = model.Versions.MaxBy(v => v.Number)!.Definition;
                db.ScoringModelVersions.Add(new()
                {
                    ModelId = model.Id, Number = 9, Published = now, PublishedAt = demo.Time.Now, PublishedBy = "Robin", Reason = "Logins tell more",
                    Definition = definition with { Dimensions = [.. definition.Dimensions, new Dimension("Added", 20, [added])] },
                });
            }

            await db.SaveChangesAsync();
        }

        await demo.ForgetAsync();
        await demo.BackFillAsync(before, before);
        await demo.BackFillAsync(now, now);

        await using var read = demo.Database();
        var accounts = await read.CurrentAccounts.AsNoTracking().Where(a => a.Active && a.Health != null).ToListAsync();
        var reasons = await new AccountReasons(demo.Source, demo.Get<ReadingStore>()).ReadAsync(read, accounts, CultureInfo.InvariantCulture, default);
        var withInput = 0;
        foreach (var account in accounts)
        {
            var view = (await demo.Get<ReadScore>().RunAsync(Actor.System, account.AccountId, ScoreKind.Health, now, before, CultureInfo.InvariantCulture, default)).Value!;
            if (view.ComparedWith != before) continue;
            reasons[account.AccountId].Moved.Should().Equal(view.Reasons);
            if (view.Why!.Inputs.Any(i => i.MeasureId == "added")) withInput++;
        }

        withInput.Should().BeGreaterThan(30);
    }
}
