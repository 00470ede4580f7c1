using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Accounts.Timeline;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Accounts;

/// <summary>An account as of any day is what a plain walk through its facts says; nothing later shows.</summary>
public sealed class AccountAsOfTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly int[] DaysAgo = [0, 1, 20, 33];

    public async Task InitializeAsync()
    {
        if (await demo.CountAsync("select count(*) from score") == 0) await demo.BackFillAsync(Yesterday.AddDays(-70), Yesterday);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Head_OfAnyDay_IsWhatTheFactsSay()
    {
        await using var db = demo.Database();
        var (segments, stages) = (await db.Segments.ToDictionaryAsync(s => s.Id, s => s.Name), await db.Stages.ToDictionaryAsync(s => s.Id, s => s.Name));
        foreach (var id in await AccountsAsync(db, 25))
            foreach (var day in DaysAgo.Select(d => DemoRuns.Today.AddDays(-d)))
            {
                var view = (await demo.Get<ReadAccount>().RunAsync(Actor.System, id, day, default)).Value!;
                var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == id);
                var expected = Enumerable.Max([account.FirstDay, new[] { day, account.Churned ?? day }.Min()]);
                view.Day.Should().Be(expected);
                var states = (await db.AccountStates.AsNoTracking().Where(s => s.AccountId == id).ToListAsync()).Where(s => s.From <= view.Day).OrderBy(s => s.From).ToList();
                var state = states.LastOrDefault();
                (view.Segment, view.Stage, view.Arr).Should().Be((Name(segments, state?.SegmentId), Name(stages, state?.StageId), state?.Arr ?? 0));
                if (state?.StageId is not null) view.StageSince.Should().Be(states.Skip(states.FindLastIndex(s => s.StageId != state.StageId) + 1).First().From);
                view.Renewal.Should().Be((await db.Renewals.Where(r => r.AccountId == id).Select(r => (DateOnly?)r.Day).ToListAsync()).Where(r => r >= view.Day).Min());
                foreach (var score in view.Scores)
                {
                    var rows = (await db.Scores.AsNoTracking().Where(s => s.AccountId == id && s.Kind == score.Kind).ToListAsync()).Where(s => s.Day <= view.Day && s.Day >= view.Day.AddDays(-15)).ToList();
                    (score.Day, score.Score, score.Band).Should().Be((rows.MaxBy(r => r.Day)?.Day, rows.MaxBy(r => r.Day)?.Published, rows.MaxBy(r => r.Day)?.Band ?? Band.Unknown));
                }
            }
    }

    [Fact]
    public async Task Head_OfADayBeyondItsLife_IsThatOfTheNearestDay()
    {
        await using var db = demo.Database();
        var account = await db.Accounts.AsNoTracking().Where(a => a.Churned != null && a.Churned < DemoRuns.Today).OrderBy(a => a.Id).FirstAsync();
        var today = (await demo.Get<ReadAccount>().RunAsync(Actor.System, account.Id, DemoRuns.Today.AddDays(9), default)).Value!;
        (today.Day, today.IsPast).Should().Be((account.Churned!.Value, false));
        var early = (await demo.Get<ReadAccount>().RunAsync(Actor.System, account.Id, new(1991, 1, 1), default)).Value!;
        (early.Day, early.IsPast).Should().Be((account.FirstDay, true));
    }

    [Fact]
    public async Task Relations_OfAPastDay_KnowNothingLater()
    {
        await using var db = demo.Database();
        foreach (var id in await AccountsAsync(db, 25))
            foreach (var day in DaysAgo.Select(d => DemoRuns.Today.AddDays(-d)))
            {
                var seen = await demo.Get<ReadRelations>().RunAsync(Actor.System, id, day, default);
                seen.Risks.Select(r => r.Type + r.Opened).Should().BeEquivalentTo((await db.RiskEvents.AsNoTracking().Where(r => r.AccountId == id).ToListAsync()).Where(r => r.IsOpen(day)).Select(r => r.Type + r.Opened));
                if (seen.Pulses is [var given, ..]) given.Entry.Id.Should().Be((await db.Pulses.AsNoTracking().Where(p => p.AccountId == id).ToListAsync()).Where(p => p.Day <= day).OrderBy(p => (p.Day, p.Id)).LastOrDefault()?.Id);
                seen.Contacts.Should().NotContain(c => c.LastContact > day);
                seen.Answers.Should().NotContain(a => a.Day > day).And.BeInDescendingOrder(a => a.Day);
                var progress = await db.GoalProgress.AsNoTracking().Where(p => p.AccountId == id).ToListAsync();
                foreach (var goal in seen.Goals)
                {
                    var latest = progress.Where(p => p.GoalId == goal.Id && p.Day <= day).OrderBy(p => (p.Day, p.Id)).LastOrDefault();
                    (goal.Value, goal.ValueDay).Should().Be((latest?.Value ?? goal.Baseline, latest?.Day));
                    (goal.Closed is null || goal.Closed <= day).Should().BeTrue();
                }
            }
    }

    [Fact]
    public async Task Timeline_WalkedThrough_HasEveryFactOnce()
    {
        await using var db = demo.Database();
        var met = new HashSet<TimelineKind>();
        foreach (var id in await AccountsAsync(db, 20))
        {
            var expected = await FactsAsync(db, id);
            List<TimelineEntry> walked = [];
            TimelinePage page;
            do
            {
                page = await demo.Get<ReadTimeline>().RunAsync(Actor.System, id, new(DemoRuns.Today, [], walked.Count == 0 ? null : TimelinePlace.Parse(new TimelinePlace(walked[^1].Day, walked[^1].Kind, walked[^1].Key).ToString()), Most: 7), default);
                walked.AddRange(page.Entries);
            }
            while (page.Next is not null);

            walked.Should().BeInDescendingOrder(e => e.Day).And.OnlyHaveUniqueItems();
            walked.Where(e => e.Kind != TimelineKind.Model).GroupBy(e => e.Kind).ToDictionary(g => g.Key, g => g.Count()).Should().BeEquivalentTo(expected);
            met.UnionWith(walked.Select(e => e.Kind));
            var past = await demo.Get<ReadTimeline>().RunAsync(Actor.System, id, new(Yesterday.AddDays(-20), [TimelineKind.Touch], Most: 500), default);
            past.Entries.Should().BeEquivalentTo(walked.Where(e => e.Kind == TimelineKind.Touch && e.Day <= Yesterday.AddDays(-20)));
        }

        met.Should().Contain([TimelineKind.Touch, TimelineKind.Stage, TimelineKind.Arr, TimelineKind.Survey, TimelineKind.Goal, TimelineKind.Milestone, TimelineKind.Model, TimelineKind.Start, TimelineKind.Pulse]);
    }

    [Fact]
    public async Task Timeline_OffersToTakeBackWhatIsOfToday_AndOnlyThat()
    {
        await using var db = demo.Database();
        var id = (await AccountsAsync(db, 1))[0];
        var touch = (await demo.Get<RecordTouch>().RunAsync(Actor.System, [id], new("mail", Yesterday, "Hello"), default)).Value![0];
        var entries = (await demo.Get<ReadTimeline>().RunAsync(Actor.System, id, new(DemoRuns.Today, [TimelineKind.Touch]), default)).Entries;
        entries.Where(e => e.Undo is not null).Should().ContainSingle().Which.Undo.Should().Be(new Entry(id, EntryKind.Touch, touch.Id));
        (await demo.Get<TakeBack>().RunAsync(Actor.System, [new(id, EntryKind.Touch, touch.Id)], default)).IsOk.Should().BeTrue();
    }

    [Fact]
    public async Task Trend_TellsTheMeasuresAsStored_AndItsOutlookKnowsNothingLater()
    {
        await using var db = demo.Database();
        foreach (var id in await AccountsAsync(db, 10))
        {
            var day = Yesterday.AddDays(-5);
            var trend = await demo.Get<ReadTrend>().RunAsync(Actor.System, id, ScoreKind.Health, Yesterday.AddDays(-40), Yesterday, day, CultureInfo.InvariantCulture, default);
            trend.Points.Select(p => (p.Day, p.Score)).Should().Equal((await db.Scores.AsNoTracking().Where(s => s.AccountId == id && s.Kind == ScoreKind.Health && s.Day >= Yesterday.AddDays(-40) && s.Day <= Yesterday).OrderBy(s => s.Day).ToListAsync()).Select(s => (s.Day, s.Published)));
            trend.Outlook.Trajectory.Should().BeNull("there are seventy days only");
            if ((await demo.Get<ReadScore>().RunAsync(Actor.System, id, ScoreKind.Health, day, day, CultureInfo.InvariantCulture, default)).Value is not { } view || view.Day != day) continue;
            foreach (var measure in view.Dimensions.SelectMany(d => d.Measures))
                trend.Measures[measure.Source][^1].Should().Be(measure.Value);
        }
    }

    [Fact]
    public async Task Why_ComparesWithTheDayOfTheHead()
    {
        await using var db = demo.Database();
        var compared = 0;
        foreach (var id in await AccountsAsync(db, 10))
        {
            var head = (await demo.Get<ReadAccount>().RunAsync(Actor.System, id, null, default)).Value!;
            foreach (var score in head.Scores.Where(s => s.Since is not null))
            {
                var why = (await demo.Get<ReadScore>().RunAsync(Actor.System, id, score.Kind, head.Day, null, CultureInfo.InvariantCulture, default)).Value!;
                (why.Day, why.ComparedWith, why.Change).Should().Be((score.Day!.Value, score.Since, score.Change));
                compared++;
            }
        }

        compared.Should().BePositive();
    }

    [Fact]
    public async Task Pulse_IsJudgedByTheScoreOfItsOwnDay_AndByNoneThatItCountsIn()
    {
        await using var db = demo.Database();
        DateOnly given = Yesterday.AddDays(-100), day = given.AddDays(90), late = given.AddDays(92);
        var scores = await db.Scores.AsNoTracking().Where(s => s.Kind == ScoreKind.Health && s.Computed != null && (s.Day == day || s.Day == late) && !db.Outcomes.Any(o => o.AccountId == s.AccountId)).ToListAsync();
        var ids = scores.GroupBy(s => s.AccountId).Where(g => g.Count() == 2).Select(g => g.Key).Order().Take(3).ToList();
        ids.Should().HaveCount(3);
        try
        {
            foreach (var id in ids)
                await demo.DoAsync($"""
                    insert into pulse (account_id, day, score, expires, note, by) values
                        ({id}, '{given:yyyy-MM-dd}', 80, '{given.AddDays(30):yyyy-MM-dd}', 'Short', 'Sam'), ({id}, '{given:yyyy-MM-dd}', 80, '{late.AddDays(-1):yyyy-MM-dd}', 'Long', 'Sam'),
                        ({id}, '{given:yyyy-MM-dd}', 80, null, 'For ever', 'Sam')
                    """);
            // JudgingSql asks for each by itself: none gets the score of another's day.
            foreach (var id in ids)
            {
                var judged = (await demo.Get<ReadRelations>().RunAsync(Actor.System, id, DemoRuns.Today, default)).Pulses.Where(p => p.Entry.By == "Sam").ToDictionary(p => p.Entry.Note!, p => p.Judged);
                (judged["Short"].On, judged["Short"].Computed).Should().Be((day, scores.Single(s => s.AccountId == id && s.Day == day).Computed));
                (judged["Long"].On, judged["Long"].Computed).Should().Be((late, scores.Single(s => s.AccountId == id && s.Day == late).Computed));
                (judged["For ever"].Verdict, judged["For ever"].Computed).Should().Be((Verdict.CannotTell, null));
            }
        }
        finally
        {
            await demo.DoAsync("delete from pulse where by = 'Sam'");
        }
    }

    [Fact]
    public async Task Breakdown_AsShown_AddsUp_AndEveryMeasureOpens()
    {
        await using var db = demo.Database();
        var (metrics, derived, latest) = (0, 0, 0);
        foreach (var id in await AccountsAsync(db, 15))
        {
            if ((await demo.Get<ReadScore>().RunAsync(Actor.System, id, ScoreKind.Health, Yesterday, Yesterday.AddDays(-30), CultureInfo.InvariantCulture, default)).Value is not { Computed: { } computed } view) continue;
            var lines = view.Dimensions.SelectMany(d => d.Measures).ToList();
            Tenths(lines.Sum(m => m.ShownEarned ?? 0)).Should().Be(Tenths(Math.Round(computed, 1, MidpointRounding.AwayFromZero)));
            Tenths(lines.Sum(m => m.ShownEarned + m.ShownLost ?? 0)).Should().Be(1000);
            if (view.Waterfall is { } fall) Tenths(fall.Steps.Sum(s => s.Points)).Should().Be(Tenths(fall.After) - Tenths(fall.Before));
            foreach (var line in lines)
            {
                line.Meaning.Should().NotBeEmpty();
                var opened = (await demo.Get<ReadMeasure>().RunAsync(Actor.System, id, view.VersionId, line.Id, view.Day, view.IsProvisional, CultureInfo.InvariantCulture, default)).Value!;
                opened.Series.SelectMany(s => s.Entries).Should().NotContain(e => e.Day > view.Day || e.Day < opened.ShownFrom);
                if (line.Source is MetricSource { Aggregation: Aggregation.Sum } && line.Value is { } sum)
                {
                    opened.Series[0].Entries.Where(e => e.Day >= opened.First).Sum(e => e.Value).Should().BeApproximately(sum, 1e-6, line.Name);
                    metrics++;
                }

                if (line.Source is MetricSource { Aggregation: Aggregation.Last } && line.Value is { } stands && !opened.Series[0].IsCount)
                {
                    opened.Series[0].Entries[^1].Value.Should().BeApproximately(stands, 1e-6, line.Name);
                    latest++;
                }

                if (line.Source is DerivedSource { Measure: DerivedMeasure.Pulse } && line.Value is { } pulse)
                {
                    opened.Series[0].Entries[^1].Value.Should().Be(pulse);
                    derived++;
                }
            }
        }

        new[] { metrics, derived, latest }.Should().OnlyContain(met => met > 0, "each sort is met");
        var stranger = new Actor("x", "X", Role.Csm, null, OnlyOwn: true);
        (await demo.Get<ReadMeasure>().RunAsync(stranger, 1, 1, "x", Yesterday, false, CultureInfo.InvariantCulture, default)).Errors.Should().ContainSingle(e => e.Code == "not_found");
    }

    private static long Tenths(double shown) => (long)Math.Round(shown * 10);

    private static string? Name(Dictionary<int, string> names, int? id) => id is { } known ? names[known] : null;

    private static Task<List<long>> AccountsAsync(HealthScoreDb db, int most) => db.CurrentAccounts.OrderBy(a => a.AccountId).Select(a => a.AccountId).Take(most).ToListAsync();

    private static async Task<Dictionary<TimelineKind, int>> FactsAsync(HealthScoreDb db, long id)
    {
        var today = DemoRuns.Today;
        var states = await db.AccountStates.AsNoTracking().Where(s => s.AccountId == id).OrderBy(s => s.From).ToListAsync();
        var changes = states.Zip(states.Skip(1)).ToList();
        var risks = await db.RiskEvents.AsNoTracking().Where(r => r.AccountId == id).ToListAsync();
        var goals = await db.Goals.AsNoTracking().Where(g => g.AccountId == id).ToListAsync();
        Dictionary<TimelineKind, int> facts = new()
        {
            [TimelineKind.Touch] = await db.Touches.CountAsync(t => t.AccountId == id && t.Day <= today),
            [TimelineKind.Risk] = risks.Count(r => r.Opened <= today) + risks.Count(r => r.Closed <= today),
            [TimelineKind.Outcome] = await db.Outcomes.CountAsync(o => o.AccountId == id && o.Day <= today),
            [TimelineKind.Stage] = changes.Count(c => c.Second.From <= today && c.First.StageId != c.Second.StageId),
            [TimelineKind.Segment] = changes.Count(c => c.Second.From <= today && c.First.SegmentId != c.Second.SegmentId),
            [TimelineKind.Owner] = changes.Count(c => c.Second.From <= today && c.First.OwnerId != c.Second.OwnerId),
            [TimelineKind.Arr] = changes.Count(c => c.Second.From <= today && c.First.Arr != c.Second.Arr),
            [TimelineKind.Override] = await db.ManualOverrides.CountAsync(o => o.AccountId == id && o.From <= today),
            [TimelineKind.Pulse] = await db.Pulses.CountAsync(p => p.AccountId == id && p.Day <= today),
            [TimelineKind.Survey] = await db.SurveyResponses.CountAsync(r => r.AccountId == id && r.Day <= today),
            [TimelineKind.Referral] = await db.Referrals.CountAsync(r => r.AccountId == id && r.Day <= today),
            [TimelineKind.Goal] = goals.Count(g => g.Opened <= today) + goals.Count(g => g.Closed <= today) + await db.GoalProgress.CountAsync(p => p.AccountId == id && p.Day <= today),
            [TimelineKind.Milestone] = await db.Milestones.CountAsync(m => m.AccountId == id && m.Done <= today),
            [TimelineKind.Start] = 1,
        };
        return facts.Where(f => f.Value > 0).ToDictionary(f => f.Key, f => f.Value);
    }
}
