using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Tests.Primitives;

public sealed class RoundingTests
{
    [Theory]
    [InlineData(62.625, 62.63)]
    [InlineData(69.996, 70)]
    [InlineData(39.994, 39.99)]
    [InlineData(70.005, 70.01)]
    [InlineData(1.005, 1.01)]
    [InlineData(-1.005, -1.01)]
    [InlineData(69.994999999, 69.99)]
    [InlineData(69.9949999996, 70)]
    [InlineData(0, 0)]
    public void Score_IsRoundedToNineThenTwoDecimals_HalvesAwayFromZero(double value, double expected) =>
        Rounding.Score(value).Should().Be(expected);

    [Fact]
    public void Score_OfEveryHalfHundredth_IsRoundedUp()
    {
        for (var half = 5; half < 100_000; half += 10) Rounding.Score(half / 1000.0).Should().Be((half + 5) / 10 / 100.0);
    }

    [Fact]
    public void Score_HoweverItIsSummed_IsTheSame() =>
        Rounding.Score(((0.1 * 10.1) + (0.2 * 70.1) + (0.5 * 40.3)) / 0.8).Should().Be(43.98);
}
