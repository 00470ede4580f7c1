using FsCheck;
using FsCheck.Fluent;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Reports;

public sealed class MonthlyTrendsTests
{
    private const int Months = 3;

    [Fact]
    public void Bands_AddUpToTheirGroup() => ForEveryRow(row =>
        row.Bands.Count == 4 && row.Bands.Sum(b => b.Accounts) == row.Accounts && row.Bands.Sum(b => b.Arr) == row.Arr
        && row.Bands.All(b => (b.AccountShare is null) == (row.Accounts == 0) && (b.ArrShare is null) == (row.Arr == 0)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Moves_LeadFromOneMonthToTheNext(bool scoped) => ForEveryTrend(scoped, trends => trends.Groups.All(group =>
        trends.Of(group).Zip(trends.Of(group).Skip(1)).All(pair =>
            pair.First.Accounts + pair.Second.Moves!.Net == pair.Second.Accounts && pair.First.Arr + pair.Second.Moves.NetArr == pair.Second.Arr)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryAccount_MakesExactlyOneMove(bool scoped) => ForEveryTrend(scoped, trends => trends.Rows.Where(row => row.Moves is not null).All(row =>
        MoveKinds.All.Except([MoveKind.Left, MoveKind.MovedOut]).Sum(kind => row.Moves![kind].Accounts) == row.Accounts
        && MoveKinds.All.Except([MoveKind.Left, MoveKind.MovedOut]).Sum(kind => row.Moves![kind].Arr) == row.Arr));

    [Fact]
    public void Segments_AddUpToAllSegments() => ForEveryTrend(false, trends => trends.Months.All(end =>
    {
        var (all, segments) = (trends.Of(end.Month).First(), trends.Of(end.Month).Skip(1).ToList());
        return segments.Sum(s => s.Accounts) == all.Accounts && segments.Sum(s => s.Arr) == all.Arr
            && segments.Sum(s => s.Moves?[MoveKind.New].Accounts ?? 0) == (all.Moves?[MoveKind.New].Accounts ?? 0)
            && (all.Moves?[MoveKind.MovedIn].Accounts ?? 0) == 0;
    }));

    [Fact]
    public void FirstMonth_WithoutOneBefore_HasNoMoves()
    {
        var trends = Customer.Trends([One((Presence.Here, 1, Band.Green), (Presence.Here, 1, Band.Red))], 2);
        trends.Of(TrendGroup.All).Select(row => row.Moves is null).Should().Equal(true, false);
    }

    [Fact]
    public void Account_ThatChangesSegment_MovesOutOfOneAndIntoTheOther()
    {
        var trends = Customer.Trends([One((Presence.Here, 1, Band.Green), (Presence.Here, 2, Band.Red))], 2);
        trends.Groups.Select(g => g.Name).Should().Equal("All segments", "Two", "One");
        Moves(trends, null)[MoveKind.GreenToRed].Accounts.Should().Be(1);
        Moves(trends, 1)[MoveKind.MovedOut].Accounts.Should().Be(1);
        Moves(trends, 2)[MoveKind.MovedIn].Accounts.Should().Be(1);
    }

    [Fact]
    public void Account_HandedToAnOwnerOutsideTheScope_HasMovedOutAndNotLeft()
    {
        var trends = Customer.Trends([One((Presence.Here, 1, Band.Green), (Presence.Elsewhere, null, Band.Unknown))], 2);
        Moves(trends, null)[MoveKind.MovedOut].Accounts.Should().Be(1);
        Moves(trends, null)[MoveKind.Left].Accounts.Should().Be(0);
    }

    [Fact]
    public void MeanScore_LeavesOutWhatHasNone()
    {
        var month = Month.Of(new(2026, 1, 1));
        LevelFact[] levels = [new(month, 1, Band.Unknown, 5, 10, 0), new(month, 1, Band.Red, 1, 10, 20), new(month, null, Band.Green, 2, 10, 161.111)];
        var trends = MonthlyTrends.Of(ScoreKind.Health, month, [new(month, month.Last, false)], [], levels, []);
        trends.Rows.Select(row => row.MeanScore).Should().Equal(60.37, 80.56, 20);
        trends.Groups.Select(g => g.Name).Should().Equal("All segments", "No segment", "Segment 1");
        trends.For(0).Rows.Should().ContainSingle().Which.Accounts.Should().Be(2);
        trends.For(9).Rows.Should().BeEmpty();
    }

    private static MonthMoves Moves(MonthlyTrends trends, int? segmentId) => trends.Rows.Last(row => row.Group.SegmentId == segmentId).Moves!;

    private static Customer One(params (Presence Presence, int? SegmentId, Band Band)[] ends) =>
        new([.. ends.Select(end => (new Place(end.Presence, end.SegmentId, end.Band), 100m))]);

    private static void ForEveryRow(Func<TrendRow, bool> holds) => ForEveryTrend(false, trends => trends.Rows.All(holds));

    private static void ForEveryTrend(bool scoped, Func<MonthlyTrends, bool> holds) =>
        Prop.ForAll(Customer.Portfolio(Months, scoped).ToArbitrary(), portfolio => holds(Customer.Trends(portfolio, Months))).QuickCheckThrowOnFailure();
}
