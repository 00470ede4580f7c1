using HealthScore.Domain.Reports;
using HealthScore.Domain.Reports.Columns;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Reports;

public sealed class ColumnsTests
{
    [Theory]
    [InlineData(CellKind.Money, 2.5, 3)]
    [InlineData(CellKind.Money, -2.5, -3)]
    [InlineData(CellKind.Amount, 2.505, 2.51)]
    [InlineData(CellKind.Mean, 71.25, 71.3)]
    [InlineData(CellKind.Mean, 71.2499999999, 71.3)]
    [InlineData(CellKind.Score, 71.255, 71.26)]
    [InlineData(CellKind.Share, 0.1235, 0.124)]
    public void Numbers_AreRoundedByTheirKind(CellKind kind, double value, double rounded) => Cell.Of(kind, value).Number.Should().Be((decimal)rounded);

    [Fact]
    public void Values_ThatAreNotThere_AreEmptyCells()
    {
        Cell.Of("").Text.Should().BeNull();
        Cell.Of(CellKind.Mean, (double?)null).Number.Should().BeNull();
        Cell.Of((DateOnly?)null).Day.Should().BeNull();
    }

    [Fact]
    public void Columns_HaveNamesOfTheirOwn()
    {
        var columns = new TrendColumns("EUR", ScoreKind.Risk);
        columns.Heads.Concat(columns.Levels).Concat(columns.Moves).Select(c => c.Name).Should().OnlyHaveUniqueItems().And.Contain(["Mean risk", "No score ARR (EUR)", "New", "Red to green ARR (EUR)"]);
        ScoreColumns.All("EUR").Select(c => c.Name).Should().OnlyHaveUniqueItems().And.HaveCount(15);
    }

    [Fact]
    public void Row_OfAFirstMonth_HasNoMovesRatherThanZero()
    {
        var row = Customer.Trends([new([(new Place(Presence.Here, 1, Band.Green), 12.5m)])], 1).Rows[0];
        var columns = new TrendColumns("EUR", ScoreKind.Health);
        columns.Moved(MoveKind.New).Of(row).Number.Should().BeNull();
        columns.Arr.Of(row).Number.Should().Be(13);
        columns.ShareOf(Band.Green).Of(row).Number.Should().Be(1);
        columns.Month.Of(row).Day.Should().Be(new(2026, 1, 1));
    }
}
