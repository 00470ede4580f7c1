using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Tests.Primitives;

/// <summary>What is shown adds up to what is shown.</summary>
public sealed class ApportionTests
{
    [Theory]
    [InlineData("0.33 0.33 0.34", 1.0, "0.3 0.3 0.4")]
    [InlineData("-0.71 -2.49 0 0 3.33 -8.72", -8.6, "-0.7 -2.5 0 0 3.3 -8.7")]
    [InlineData("0.04 0.04 0.04", 0.1, "0.1 0 0")]
    [InlineData("5", 5.1, "5.1")]
    [InlineData("0 0", 0.1, "0.1 0")]
    [InlineData("2.5 -2.5", 0.0, "2.5 -2.5")]
    [InlineData("", 0.0, "")]
    public void Parts_AddUpToTheWhole(string parts, double whole, string shown) =>
        Apportion.Round(Numbers(parts), whole, 1).Should().Equal(Numbers(shown));

    [Fact]
    public void AnyParts_AddUpExactly_AndNoneMovesByAUnit()
    {
        var random = new Random(20);
        for (var round = 0; round < 3000; round++)
        {
            double[] parts = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(4) == 0 ? 0 : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(0, 3)))];
            var sum = parts.Sum();
            // The ends of a change are rounded each for itself, which moves the whole by less than a unit.
            var whole = Math.Round(sum + ((random.NextDouble() - 0.5) * 0.1), 1, MidpointRounding.AwayFromZero);
            var shown = Apportion.Round(parts, whole, 1);

            shown.Sum(s => Math.Round(s * 10)).Should().Be(Math.Round(whole * 10));
            if (parts.Any(p => p != 0))
                shown.Zip(parts).Should().OnlyContain(s => Math.Abs(s.First - s.Second) < 0.2 && (s.Second != 0 || s.First == 0));
        }
    }

    private static double[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
}
