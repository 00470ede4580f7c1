using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class CurveTests
{
    [Theory]
    [InlineData(-3, 20)]
    [InlineData(0, 20)]
    [InlineData(25, 60)]
    [InlineData(50, 100)]
    [InlineData(75, 50)]
    [InlineData(100, 0)]
    [InlineData(200, 0)]
    public void PointsCurve_IsLinearBetweenItsPoints_AndConstantBeyond(double x, double expected) =>
        new PointsCurve(new CurvePoint(0, 20), new CurvePoint(50, 100), new CurvePoint(100, 0)).Map(x).Should().Be(expected);

    [Fact]
    public void PointsCurve_WithOnePoint_IsConstant() =>
        new PointsCurve(new CurvePoint(7, 42)).Map(-1000).Should().Be(42);

    [Fact]
    public void PointsCurve_JustBelowAPoint_DoesNotOvershootIt() =>
        new PointsCurve(new CurvePoint(0, 20.1), new CurvePoint(1, 100)).Map(Math.BitDecrement(1.0)).Should().BeLessThanOrEqualTo(100);

    [Theory]
    [InlineData(9.9, 5)]
    [InlineData(10, 55)]
    [InlineData(19.9, 55)]
    [InlineData(20, 95)]
    public void BandsCurve_IncludesTheLowerBound(double x, double expected) =>
        new BandsCurve([10, 20], [5, 55, 95]).Map(x).Should().Be(expected);

    [Theory]
    [InlineData(false, 9.9, 0)]
    [InlineData(false, 10, 100)]
    [InlineData(true, 10, 100)]
    [InlineData(true, 10.1, 0)]
    public void PassCurve_IncludesItsThreshold(bool lowerIsBetter, double x, double expected) =>
        new PassCurve(10, lowerIsBetter).Map(x).Should().Be(expected);

    [Fact]
    public void PassCurve_AtAThresholdMissedByFloatingPointOnly_Passes() =>
        new PassCurve(0.3, LowerIsBetter: true).Map(0.1 + 0.2).Should().Be(100);

    [Fact]
    public void Curves_WithTheSameNumbers_AreEqual()
    {
        new PointsCurve(new CurvePoint(1, 2)).Should().Be(new PointsCurve(new CurvePoint(1, 2))).And.NotBe(new PointsCurve(new CurvePoint(1, 3)));
        new BandsCurve([1], [2, 3]).Should().Be(new BandsCurve([1], [2, 3])).And.NotBe(new BandsCurve([1], [2, 4]));
    }
}
