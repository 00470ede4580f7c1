using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Scoring.Live;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage.Marks;
using HealthScore.Engine.Tests.Scoring.Runs;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HealthScore.Engine.Tests.Scoring.Preview;

/// <summary>A segment, its model and its preview on one day, as CS ops makes them: accounts are in the segment from today on, the data is of the last complete day.</summary>
public sealed class NewSegmentPreviewTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    private static readonly Actor Ops = new("1", "Dana", Role.CsOps);
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly DateOnly MonthEnd = new(2026, 2, 28);

    // Of counts only: those are read as of the day before, today as well as in the preview. Ranked among the segment's own.
    private static readonly ModelDefinition s_definition = new()
    {
        MinCoverage = 0,
        Dimensions =
        [
            new("Use", 1,
            [
                new() { Id = "logins", Source = new MetricSource("logins", Aggregation.Sum, 14), Curve = new PointsCurve(new(0, 0), new(500, 100)) },
                new() { Id = "rank", Source = new MetricSource("logins", Aggregation.Percentile, 28), Curve = new PointsCurve(new(0, 0), new(100, 100)) },
            ]),
        ],
    };

    [Fact]
    public async Task ModelOfASegmentMadeToday_IsPreviewedThatDay_AsPublishingAndScoringMakeIt()
    {
        await demo.BackFillAsync(MonthEnd, MonthEnd);
        await demo.BackFillAsync(Yesterday, Yesterday);
        Task<int> ordering;
        await using (var end = await demo.Source.OpenConnectionAsync())
        await using (await end.BeginTransactionAsync())
        {
            // As the end of a run of very many accounts does, it marks and then keeps all rows to itself: nobody may hold what it is about to take.
            await MarkSql.MarkAsync(end, [MarkSql.All], default);
            ordering = SegmentAsync("""{"field":"arr","op":">=","value":12000}""");
            await Eventually.IsAsync(async () => await demo.CountAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0, "the new segment waits");
            await using var rows = new NpgsqlCommand("lock table account_current in share row exclusive mode", end);
            await rows.ExecuteNonQueryAsync();
        }

        var segment = await ordering;
        await using var db = demo.Database();
        var inIt = await db.CurrentAccounts.Where(a => a.Active && a.SegmentId == segment).OrderBy(a => a.AccountId).Select(a => new { a.AccountId, a.OwnerId }).ToListAsync();
        (await MarksOfAllAsync()).Should().Be(1, "who is ranked among those that went is ranked among others now");
        inIt.Count.Should().BeInRange(5, DemoRuns.Accounts - 5, "the test needs some who are in it and some who are not");
        var model = (await demo.Get<CreateModel>().RunAsync(Ops, new(ScoreKind.Health, segment, null, "Rich"), default)).Value;
        var draft = (await demo.Get<ReadModel>().RunAsync(Ops, model, default)).Value!;
        var saved = (await demo.Get<SaveDraft>().RunAsync(Ops, model, draft.DraftRevision, s_definition, default)).Value!;

        var preview = (await demo.Get<PreviewModel>().OfDraftAsync(Ops, model, null, default)).Value!;

        preview.Day.Should().Be(Yesterday);
        preview.Accounts.Select(a => (a.Id, a.OwnerId)).Should().Equal(inIt.Select(a => (a.AccountId, a.OwnerId)));
        preview.Accounts.Should().OnlyContain(a => a.SegmentId == segment && a.VersionBefore > 0, "the general model scored them yesterday");

        var trend = (await demo.Get<RestateTrend>().RunAsync(Ops, preview.Subject, preview.Day, null, default)).Value!;
        trend.ByPresent.Should().BeTrue("nobody was in the segment at a month's end");
        var then = trend.Months.Single(m => m.Day == MonthEnd);
        then.Restated.Sum(b => b.Accounts).Should().BeInRange(1, inIt.Count);
        then.Published.Sum(b => b.Accounts).Should().Be(then.Restated.Sum(b => b.Accounts), "the same accounts, by the model of then");
        trend.Months[^1].Restated.Sum(b => b.Accounts).Should().Be(inIt.Count);

        // Live scoring has just read what was published before.
        await demo.DoAsync($"delete from account_mark; insert into account_mark (account_id) values ({inIt[0].AccountId})");
        await LiveAsync();
        var published = (await demo.Get<PublishScoringModel>().RunAsync(Ops, model, saved.Revision, 0, "They are served apart", default)).Value!;
        published.Accounts.Should().Be(inIt.Count);
        (await LiveAsync()).Should().Be(inIt.Count, "whoever is in its scope is scored by it at once, and nobody else");
        (await db.Scores.AsNoTracking().Where(s => s.Day == DemoRuns.Today && s.VersionId == published.VersionId).OrderBy(s => s.AccountId).Select(s => s.AccountId).ToListAsync()).Should().Equal(inIt.Select(a => a.AccountId));

        // Nobody was ranked in the segment before. A run, which nobody has to ask for, does that.
        (await LiveAsync()).Should().Be(1, "all are marked");
        var run = (await db.ScoringRuns.SingleAsync(r => r.Status == RunStatus.Queued)).Id;
        await MarkAsync(inIt.Count);
        (await LiveAsync()).Should().Be(inIt.Count);
        (await MarksOfAllAsync()).Should().Be(0, "it is asked for once");
        (await demo.Get<CancelRun>().RunAsync(Actor.System, run, default)).IsOk.Should().BeTrue();
        await MarkAsync(inIt.Count);
        await using (var other = demo.AnotherNode()) (await other.GetRequiredService<LiveScoring>().ScoreMarkedAsync(TimeSpan.FromSeconds(-1), 500, default)).Should().Be(inIt.Count);
        (await MarksOfAllAsync()).Should().Be(0, "a person stopped it, which no node takes back");
        (await demo.Get<CancelRun>().RetryAsync(Actor.System, run, default)).IsOk.Should().BeTrue();
        await demo.FinishAsync(run);
        var scores = await db.Scores.AsNoTracking().Where(s => s.Day == DemoRuns.Today && s.VersionId == published.VersionId).OrderBy(s => s.AccountId).ToListAsync();
        preview.Accounts.Select(a => (a.Id, a.ScoreAfter, a.After)).Should().Equal(scores.Select(s => (s.AccountId, s.Published, s.Band)));

        // From then on one by one as well, and without another run.
        await MarkAsync(1);
        await LiveAsync();
        var again = await db.Scores.AsNoTracking().SingleAsync(s => s.Day == DemoRuns.Today && s.VersionId == published.VersionId && s.AccountId == inIt[0].AccountId);
        again.Should().BeEquivalentTo(scores[0]);
        (await MarksOfAllAsync()).Should().Be(0);

        Task MarkAsync(int first) => demo.DoAsync($"insert into account_mark (account_id) select unnest(array[{string.Join(',', inIt.Take(first).Select(a => a.AccountId))}])");
    }

    private Task<long> MarksOfAllAsync() => demo.CountAsync("select count(*) from account_mark where account_id = 0");

    private Task<int> LiveAsync() => demo.Get<LiveScoring>().ScoreMarkedAsync(TimeSpan.FromSeconds(-1), 500, default);

    private async Task<int> SegmentAsync(string condition)
    {
        var saved = await demo.Get<SaveSegment>().RunAsync(Ops, new(0, 0, "Rich", "", ConditionJson.Read(condition).Value), default);
        await using var db = demo.Database();
        var order = await db.Segments.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => s.Id).ToListAsync();
        (await demo.Get<OrderSegments>().RunAsync(Ops, order, [saved.Value!.Id, .. order.Where(id => id != saved.Value.Id)], default)).Message.Should().BeNull();
        return saved.Value.Id;
    }
}
