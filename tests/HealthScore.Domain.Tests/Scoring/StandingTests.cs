using System.Globalization;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class StandingTests
{
    private static readonly MeasureLoss s_logins = new("Logins, total of 30 days", "", 41, 12.34);
    private static readonly MeasureLoss s_seats = new("Seats", "%", 55, 3);

    [Fact]
    public void Worst_IsTheMeasureThatCostsMost() =>
        Of([s_seats, s_logins], 60, 60).Should().Be(new Standing("Logins, total of 30 days at 41 costs 12.3 points", "Logins, total of 30 days"));

    [Fact]
    public void Unit_AndOnePoint_AreSaidAsPeopleSayThem() => Of([s_seats with { Lost = 1 }], 60, 60)!.Text.Should().Be("Seats at 55 % costs 1 point");

    [Fact]
    public void MeasureWithoutAValue_CostsWhatItsPolicyTakes() => Of([s_seats with { Value = null }], 60, 60)!.Text.Should().Be("Seats has no value and costs 3 points");

    [Theory]
    [InlineData(60, 40, "Held down by champion left: at most 40")]
    [InlineData(50, 40, "Logins, total of 30 days at 41 costs 12.3 points")]
    public void Rule_IsNamedWhenItTakesMoreThanAnyMeasure(double computed, double published, string expected) =>
        Of([s_logins], computed, published, "champion left: at most 40")!.Text.Should().Be(expected);

    [Fact]
    public void Override_WithoutAComputedScore_IsWhatStands() => Of([], null, 30, "a person's override")!.Text.Should().Be("Held down by a person's override");

    [Fact]
    public void Nothing_IsSaidOfNothing()
    {
        Of([], 60, 60).Should().BeNull();
        Of([s_logins with { Lost = null }, s_seats with { Lost = 0 }], 100, 100).Should().BeNull();
    }

    private static Standing? Of(MeasureLoss[] measures, double? computed, double? published, params string[] held) =>
        Standing.Of(measures, computed, published, held, CultureInfo.InvariantCulture);
}
