using HealthScore.Domain.Reports;

namespace HealthScore.Domain.Tests.Reports;

public sealed class MonthTests
{
    [Theory]
    [InlineData("2026-01", "2026-01-01", "2026-01-31")]
    [InlineData("2026-12", "2026-12-01", "2026-12-31")]
    [InlineData("2028-02", "2028-02-01", "2028-02-29")]
    [InlineData("2100-02", "2100-02-01", "2100-02-28")]
    public void Month_Read_KnowsItsDays(string text, string first, string last)
    {
        Month.TryParse(text, out var month).Should().BeTrue();
        month.First.Should().Be(DateOnly.Parse(first, null));
        month.Last.Should().Be(DateOnly.Parse(last, null));
        month.ToString().Should().Be(text);
        Month.Of(month.Last).Should().Be(month);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("2026-01-01")]
    [InlineData("0001-01")]
    [InlineData("9999-12")]
    public void Text_ThatIsNoMonth_IsRefused(string? text) => Month.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void Range_OverNewYear_HasEveryMonthOnce()
    {
        var november = Month.Of(new(2026, 11, 30));
        Month.Range(november, november.Add(3)).Select(m => m.ToString()).Should().Equal("2026-11", "2026-12", "2027-01", "2027-02");
        november.Add(3).Since(november).Should().Be(3);
        Month.Range(november, november.Previous).Should().BeEmpty();
    }
}
