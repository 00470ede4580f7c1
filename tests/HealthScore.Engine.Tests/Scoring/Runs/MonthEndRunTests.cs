using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Scoring.Runs;

/// <summary>A back-fill of month ends against the same days one after the other.</summary>
public sealed class MonthEndRunTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly First = new(2025, 10, 14);
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly DateOnly[] Ends = [new(2025, 10, 31), new(2025, 11, 30), new(2025, 12, 31), new(2026, 1, 31), new(2026, 2, 28)];

    public Task InitializeAsync() => demo.ForgetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task MonthEnds_InOnePass_EqualTheSameDaysOneAfterTheOther()
    {
        foreach (var end in Ends) await demo.BackFillAsync(end, end);
        var oneByOne = await demo.HashAsync(First, Yesterday);
        await demo.ForgetAsync();

        var run = await demo.BackFillMonthEndsAsync(First, Yesterday);

        run.Status.Should().Be(RunStatus.Finished, run.Error);
        (await demo.HashAsync(First, Yesterday)).Should().Be(oneByOne);
        await using var db = demo.Database();
        (await db.Scores.Select(s => s.Day).Distinct().OrderBy(d => d).ToListAsync()).Should().Equal(Ends);
        (await db.PortfolioDays.Select(p => p.Day).Distinct().OrderBy(d => d).ToListAsync()).Should().Equal(Ends);
    }

    [Fact]
    public async Task MonthEnds_LeaveTheDaysBetweenAsTheyAre()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        await demo.ScoreNowAsync();
        demo.Time.Now = demo.Time.Now.AddDays(1);
        try
        {
            await demo.BackFillMonthEndsAsync(First, DemoRuns.Today);
        }
        finally
        {
            demo.Time.Now = demo.Time.Now.AddDays(-1);
        }

        await using var db = demo.Database();
        (await db.Scores.AnyAsync(s => s.Day == DemoRuns.Today && s.Provisional)).Should().BeTrue("the night has not scored that day yet");
        (await db.PortfolioDays.AnyAsync(p => p.Day == Yesterday)).Should().BeTrue();
    }

    [Fact]
    public async Task BackFill_OfMonthEndsAndOfEveryDay_AreTwoRuns()
    {
        var start = demo.Get<StartRun>();

        var ends = (await start.BackFillMonthEndsAsync(Actor.System, First, Yesterday, default)).Value;

        (await start.BackFillAsync(Actor.System, First, Yesterday, default)).Value.Should().NotBe(ends);
        (await start.BackFillMonthEndsAsync(Actor.System, First, Yesterday, default)).Value.Should().Be(ends);
    }

    [Fact]
    public async Task MonthEnds_OfDaysWithoutOne_AreRefused() =>
        (await demo.Get<StartRun>().BackFillMonthEndsAsync(Actor.System, new(2026, 3, 1), Yesterday, default)).Errors.Should().ContainSingle(e => e.Code == "no_month_end");
}
