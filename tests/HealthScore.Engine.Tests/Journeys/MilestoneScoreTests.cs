using System.Globalization;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Live;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Journeys;

/// <summary>What is done of a milestone is in the score within moments, and what is shown of the account follows.</summary>
public sealed class MilestoneScoreTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    private static readonly DateOnly Today = DemoRuns.Today;
    // Of accounts of which nothing was ever brought in, a night is the first to ask for milestones.
    private const string Late =
        "select count(*) from milestone m join account a on a.id = m.account_id where m.is_required and m.done is null and m.due < '2026-03-18' and a.first_reading is not null";

    private static readonly Actor Csm = new("1", "Robin", Role.Csm);

    [Fact]
    public async Task Done_TakesAwayTheDelay_AndUndoBringsItBack()
    {
        demo.Time.Now = new DateTimeOffset(Today, new TimeOnly(9, 0), TimeSpan.Zero);
        await demo.BackFillAsync(Today.AddDays(-1), Today.AddDays(-1));
        await using var db = demo.Database();
        var open = await db.Milestones.AsNoTracking().Where(m => m.IsRequired && m.Done == null && m.Due < Today && db.CurrentAccounts.Any(a => a.AccountId == m.AccountId && a.Active && a.StageId == m.StageId)).ToListAsync();
        var late = open.GroupBy(m => m.AccountId).MaxBy(g => Today.DayNumber - g.Min(m => m.Due).DayNumber)!.ToList();
        var account = late[0].AccountId;
        await demo.DoAsync($"insert into account_mark (account_id) values ({account})");
        var (before, progress) = (await DelayAsync(account), await ProgressAsync(account));
        before.Should().Be(Today.DayNumber - late.Min(m => m.Due).DayNumber).And.BePositive();
        progress.Should().BeOneOf(Progress.Behind, Progress.Stuck);

        foreach (var milestone in late) (await demo.Get<MarkMilestone>().RunAsync(Csm, account, milestone.Id, new(Today, "Seen"), default)).Errors.Should().BeEmpty();
        (await DelayAsync(account)).Should().Be(0);
        (await ProgressAsync(account)).Should().NotBe(Progress.Stuck, "something was reached today");

        foreach (var milestone in late) (await demo.Get<MarkMilestone>().UndoAsync(Csm, account, milestone.Id, default)).Errors.Should().BeEmpty();
        (await DelayAsync(account)).Should().Be(before);
        (await ProgressAsync(account)).Should().Be(progress);
    }

    [Fact]
    public async Task Night_OfTheDemoCompany_MovesNobody_AndMakesNobodyLate()
    {
        var (states, late) = (await demo.CountAsync("select count(*) from account_state"), await demo.CountAsync(Late));
        (await demo.Get<PlaceAccounts>().AllAsync(default)).Should().Be(0);
        (await demo.CountAsync("select count(*) from account_state")).Should().Be(states);
        (await demo.CountAsync(Late)).Should().Be(late);
    }

    private async Task<double?> DelayAsync(long account)
    {
        await demo.Get<LiveScoring>().ScoreMarkedAsync(TimeSpan.FromSeconds(-1), 5000, default);
        var view = (await demo.Get<ReadScore>().RunAsync(Actor.System, account, ScoreKind.Health, Today, Today.AddDays(-1), CultureInfo.InvariantCulture, default)).Value!;
        return view.Dimensions.SelectMany(d => d.Measures).Single(m => m.Id == "milestone_delay").Value;
    }

    private async Task<Progress> ProgressAsync(long account)
    {
        await using var db = demo.Database();
        return await db.CurrentAccounts.Where(a => a.AccountId == account).Select(a => a.Progress).SingleAsync();
    }
}
