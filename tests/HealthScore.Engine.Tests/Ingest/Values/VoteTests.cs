using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Tests.Ingest.Values;

public sealed class VoteTests
{
    [Theory]
    [InlineData("3/4/2024;16/10/2024", DateOrder.DayFirst, false)]
    [InlineData("3/4/2024;10/16/2024", DateOrder.MonthFirst, false)]
    [InlineData("3/4/2024;1/2/2024", null, true)]
    [InlineData("5/5/2024;12/12/2024", null, false)]
    [InlineData("2024-03-04;16 Oct 2024", null, false)]
    [InlineData("16/10/2024;17/10/2024;10/18/2024", DateOrder.DayFirst, false)]
    [InlineData("16/10/24", null, false)]
    [InlineData("31/31/2024;x;", null, false)]
    public void Dates_AreDecidedByTheWholeColumn(string column, DateOrder? order, bool isAmbiguous)
    {
        var vote = new DateVote();
        foreach (var text in column.Split(';')) vote.Add(text, 2);
        vote.Order.Should().Be(order);
        vote.IsAmbiguous.Should().Be(isAmbiguous);
    }

    [Theory]
    [InlineData("12,5;1,234", ',', false)]
    [InlineData("12.5;1,234", '.', false)]
    [InlineData("1.234,50;7", ',', false)]
    [InlineData("1,234.50", '.', false)]
    [InlineData("1,234,567", '.', false)]
    [InlineData("1.234.567", ',', false)]
    [InlineData("0.125", '.', false)]
    [InlineData("€ 1234,567", ',', false)]
    [InlineData("1 234,567", ',', false)]
    [InlineData("1,234", '.', true)]
    [InlineData("1.234;2.500", '.', true)]
    [InlineData("7;8;x", '.', false)]
    [InlineData("1.5E3", '.', false)]
    public void DecimalSign_IsDecidedByTheWholeFile(string column, char sign, bool isAmbiguous)
    {
        var vote = new DecimalVote();
        foreach (var text in column.Split(';')) vote.Add(text, 2, "value");
        vote.Sign.Should().Be(sign);
        vote.IsAmbiguous.Should().Be(isAmbiguous);
    }
}
