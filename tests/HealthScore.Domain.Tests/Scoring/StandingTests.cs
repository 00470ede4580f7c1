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

    [Theory]
    [InlineData(null, 30.0, "Set by a person's override to 30")]
    [InlineData(60.0, 30.0, "Held down by a person's override to 30")]
    [InlineData(20.0, 30.0, "Held up by a person's override to 30")]
    [InlineData(30.0, 30.0, "In force: a person's override to 30")]
    public void Override_IsSaidToDoWhatItDoes(double? computed, double published, string expected) =>
        Of([], computed, published, Reasons.ByHand(30, CultureInfo.InvariantCulture))!.Text.Should().Be(expected);

    [Fact]
    public void MeasureWithoutAValue_ThatCostsOnePoint_IsSaidAsPeopleSayIt() =>
        Of([s_seats with { Value = null, Lost = 1 }], 60, 60)!.Text.Should().Be("Seats has no value and costs 1 point");

    [Fact]
    public void AllOrNone_NamesTheMeasuresShortOfTheirTargets()
    {
        var (logins, seats) = (s_logins with { Lost = null, IsShort = true }, s_seats with { Lost = null, Value = null, IsShort = true });
        Of([s_seats with { Lost = null }, logins], 0, 0).Should().Be(new Standing("Short of target: Logins, total of 30 days at 41", "Logins, total of 30 days"));
        Of([seats, logins], 0, 0)!.Text.Should().Be("Short of target: Seats without data, Logins, total of 30 days at 41");
        Of([seats, seats, seats, logins, logins], 0, 0)!.Text.Should().Be("Short of target: Seats without data, Seats without data, Seats without data and 2 more");
    }

    [Fact]
    public void Nothing_IsSaidOfNothing()
    {
        Of([], 60, 60).Should().BeNull();
        Of([s_logins with { Lost = null }, s_seats with { Lost = 0 }], 100, 100).Should().BeNull();
    }

    private static Standing? Of(MeasureLoss[] measures, double? computed, double? published, params string[] held) =>
        Standing.Of(measures, computed, published, held, CultureInfo.InvariantCulture);
}
