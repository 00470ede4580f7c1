using HealthScore.Domain.Reports;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Reports;

namespace HealthScore.Engine.Tests.Reports;

public sealed class ReadMonthlyTrendsTests(ReportBench bench) : IClassFixture<ReportBench>
{
    private static readonly DateOnly January = new(2026, 1, 31);
    private static readonly DateOnly February = new(2026, 2, 28);
    private static readonly DateOnly March = new(2026, 3, 31);

    [Fact]
    public async Task Levels_OfAMonth_AreThoseOfItsLastScoredDay()
    {
        await bench.SeedAsync(
            new(1, January, Band.Green, 80, 1000), new(2, January, Band.Red, 20, 500) { SegmentId = 2 }, new(3, January, Band.Unknown, null, 250) { SegmentId = null },
            new(1, January.AddDays(-1), Band.Red, 1, 1), new(1, January, Band.Red, 90, 1000) { Kind = ScoreKind.Risk });
        var trends = await ReadAsync(new(Kind: ScoreKind.Health));
        trends.Groups.Select(g => g.Name).Should().Equal("All segments", "=cmd|' /C calc'!A0", "Enterprise", "No segment");
        var all = trends.Rows[0];
        (all.End.Day, all.End.IsComplete, all.Accounts, all.Arr, all.MeanScore, all.ArrAtRisk).Should().Be((January, true, 3, 1750, 50, 500));
        all[Band.Red].Should().Be(new BandLevel(Band.Red, 1, 500, 1 / 3m, 500 / 1750m));
        trends.Rows.Should().OnlyContain(row => row.Moves == null);
    }

    [Fact]
    public async Task Moves_BetweenTwoMonthEnds_TellEveryAccount()
    {
        await bench.SeedAsync(
            new(1, January, Band.Green, 80), new(1, February, Band.Red, 10, 150),
            new(2, January, Band.Yellow, 50), new(2, February, Band.Yellow, 55) { SegmentId = 2 },
            new(3, January, Band.Red, 10, 70), new(4, February, Band.Green, 90, 30),
            new(5, January, Band.Unknown, null), new(5, February, Band.Green, 75));
        var row = (await ReadAsync(new())).Of(TrendGroup.All).Last();
        row.Moves!.Before.Day.Should().Be(January);
        row.Moves.ByKind.Should().BeEquivalentTo(new Dictionary<MoveKind, Move>
        {
            [MoveKind.GreenToRed] = new(1, 150),
            [MoveKind.Unchanged] = new(1, 100),
            [MoveKind.Left] = new(1, 70),
            [MoveKind.New] = new(1, 30),
            [MoveKind.ScoreGained] = new(1, 100),
        });
        row.Moves.ArrChange.Should().Be(50);
    }

    [Fact]
    public async Task Account_BackFilledLater_IsNotMissedByWhatIsRemembered()
    {
        await bench.SeedAsync(new(1, January, Band.Green, 80), new(1, February, Band.Red, 10));
        await ReadAsync(new());
        await bench.SeedAsync(new(1, January, Band.Green, 80), new(1, February, Band.Red, 10), new(2, January, Band.Yellow, 50), new(2, February, Band.Red, 10));
        (await ReadAsync(new())).Rows[^1].Moves!.ByKind.Keys.Should().BeEquivalentTo([MoveKind.GreenToRed, MoveKind.YellowToRed]);
    }

    [Fact]
    public async Task FirstMonthOfTheRange_IsComparedWithTheOneBefore()
    {
        await bench.SeedAsync(new(1, January, Band.Green, 80), new(1, February, Band.Red, 10), new(1, March, Band.Red, 10));
        var trends = await ReadAsync(new(Month.Of(February), Month.Of(February)));
        trends.Rows.Should().HaveCount(2);
        trends.Rows[0].Moves![MoveKind.GreenToRed].Accounts.Should().Be(1);
    }

    [Fact]
    public async Task Month_AfterAGap_HasNothingToCompareWith()
    {
        await bench.SeedAsync(new(1, January, Band.Green, 80), new(1, March, Band.Red, 10));
        var trends = await ReadAsync(new());
        trends.Months.Select(end => end.Month.ToString()).Should().Equal("2026-01", "2026-03");
        trends.Rows.Should().OnlyContain(row => row.Moves == null);
    }

    [Fact]
    public async Task ProvisionalDay_CountsOnlyWhereNothingElseDoes()
    {
        bench.Time.Now = new(2026, 4, 1, 6, 0, 0, TimeSpan.Zero);
        await bench.SeedAsync(
            new(1, March.AddDays(-1), Band.Green, 80), new(1, March, Band.Red, 10) { Provisional = true }, new(1, new(2026, 4, 1), Band.Yellow, 50) { Provisional = true });
        var ends = (await ReadAsync(new())).Months;
        ends.Should().Equal(new MonthEnd(Month.Of(March), March.AddDays(-1), false), new MonthEnd(Month.Of(new(2026, 4, 1)), new(2026, 4, 1), true));
        ends.Select(end => end.Status).Should().Equal("Not complete", "Provisional");
    }

    [Theory]
    [InlineData("2026-03-31T21:30:00Z", true)] // 23:30 in Berlin, two days after the clocks went forward
    [InlineData("2026-03-31T22:30:00Z", false)] // half past midnight there: March is over, though not in Greenwich
    public async Task RunningMonth_IsThatOfTheOrganisation(string now, bool counts)
    {
        bench.Time.Now = DateTimeOffset.Parse(now, null);
        await bench.SeedAsync(new SeedScore(1, March, Band.Green, 80) { Provisional = true });
        (await ReadAsync(new())).Months.Should().HaveCount(counts ? 1 : 0);
    }

    [Fact]
    public async Task LeapMonth_IsCompleteOnThe29th()
    {
        await bench.SeedAsync(new SeedScore(1, new(2028, 2, 28), Band.Green, 80), new(1, new(2028, 2, 29), Band.Red, 10), new(1, new(2027, 2, 28), Band.Red, 10));
        var trends = await ReadAsync(new(Month.Of(new(2027, 2, 1)), Month.Of(new(2028, 2, 1))));
        trends.Months.Should().OnlyContain(end => end.IsComplete).And.HaveCount(2);
        trends.Rows[^1][Band.Red].Accounts.Should().Be(1);
    }

    [Fact]
    public async Task Csm_BoundToOwnAccounts_SeesOnlyTheirs()
    {
        await bench.SeedAsync(
            new(1, January, Band.Green, 80, 10), new(1, February, Band.Red, 10, 10) { OwnerId = 2 },
            new(2, January, Band.Yellow, 50, 20) { OwnerId = 2 }, new(2, February, Band.Yellow, 50, 20) { OwnerId = 2 },
            new(3, January, Band.Yellow, 50, 40) { OwnerId = null }, new(3, February, Band.Green, 70, 50));
        var first = Value(await bench.Trends.RunAsync(ReportBench.FirstCsm, new(), CancellationToken.None)).Trends.Of(TrendGroup.All).ToList();
        first.Select(row => (row.Accounts, row.Arr)).Should().Equal((1, 10), (1, 50));
        first[1].Moves!.ByKind.Should().BeEquivalentTo(new Dictionary<MoveKind, Move> { [MoveKind.MovedOut] = new(1, 10), [MoveKind.MovedIn] = new(1, 50) });
        var second = Value(await bench.Trends.RunAsync(ReportBench.SecondCsm, new(), CancellationToken.None)).Trends.Of(TrendGroup.All).ToList();
        second.Select(row => (row.Accounts, row.Arr)).Should().Equal((1, 20), (2, 30));
        Value(await bench.Trends.RunAsync(ReportBench.CsmWithoutAccounts, new(), CancellationToken.None)).Trends.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task Segment_Chosen_StandsAlone()
    {
        await bench.SeedAsync(new(1, January, Band.Green, 80), new(2, January, Band.Red, 10) { SegmentId = 2 }, new(3, January, Band.Red, 10) { SegmentId = null });
        (await ReadAsync(new(SegmentId: 1))).Rows.Should().ContainSingle().Which.Group.Name.Should().Be("Enterprise");
        (await ReadAsync(new(SegmentId: 0))).Rows.Should().ContainSingle().Which.Group.Name.Should().Be("No segment");
    }

    [Fact]
    public async Task EmptyDatabase_GivesAnEmptyReport()
    {
        bench.Time.Now = new(2026, 4, 10, 9, 0, 0, TimeSpan.Zero);
        await bench.SeedAsync();
        var report = Value(await bench.Trends.RunAsync(ReportBench.Leader, new(), CancellationToken.None));
        (report.Earliest, report.Latest, report.Trends.IsEmpty, report.Trends.Months.Count).Should().Be((null, null, true, 0));
        (report.From.ToString(), report.To.ToString()).Should().Be(("2025-05", "2026-04"));
    }

    [Theory]
    [InlineData("2026-03", "2026-01", null, "months_reversed")]
    [InlineData("2020-01", "2026-01", null, "too_many_months")]
    [InlineData("2026-01", "2026-01", 99, "not_found")]
    public async Task Request_ThatMakesNoSense_IsRefused(string from, string to, int? segment, string code)
    {
        (await bench.Trends.RunAsync(ReportBench.Leader, new(MonthOf(from), MonthOf(to), segment), CancellationToken.None)).Errors.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    private static Month? MonthOf(string text) => Month.TryParse(text, out var month) ? month : null;

    private async Task<MonthlyTrends> ReadAsync(TrendRequest request) => Value(await bench.Trends.RunAsync(ReportBench.Leader, request, CancellationToken.None)).Trends;

    private static TrendReport Value(Domain.Primitives.Result<TrendReport> result)
    {
        result.Errors.Should().BeEmpty();
        return result.Value!;
    }
}
