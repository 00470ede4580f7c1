using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Web.Models;

namespace HealthScore.Web.Tests.Models;

public sealed class CurveTests
{
    public static TheoryData<Curve, CurveType, Curve> Changes => new()
    {
        { new PointsCurve(new(0, 0), new(5, 40), new(9, 100)), CurveType.Bands, new BandsCurve([5, 9], [0, 40, 100]) },
        { new PointsCurve(new CurvePoint(3, 70)), CurveType.Bands, new BandsCurve([3], [0, 100]) },
        { new PointsCurve(new(0, 0), new(5, 40), new(9, 100)), CurveType.Pass, new PassCurve(9) },
        { new PointsCurve(new(0, 100), new(5, 60), new(9, 0)), CurveType.Pass, new PassCurve(5, LowerIsBetter: true) },
        { new BandsCurve([5, 9], [0, 40, 100]), CurveType.Points, new PointsCurve(new(5, 40), new(9, 100)) },
        { new PassCurve(20), CurveType.Points, new PointsCurve(new(18, 0), new(20, 100)) },
        { new PassCurve(20, LowerIsBetter: true), CurveType.Points, new PointsCurve(new(20, 100), new(22, 0)) },
        { new PassCurve(20), CurveType.Pass, new PassCurve(20) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Curve_OfAnotherType_IsAsNearAsMayBe(Curve curve, CurveType type, Curve expected) => curve.To(type).Should().Be(expected);

    [Theory]
    [MemberData(nameof(Changes))]
    public void Curve_OfAnyType_CanBeDrawn(Curve curve, CurveType type, Curve expected)
    {
        foreach (var drawn in new[] { curve, curve.To(type), expected })
            CurveShape.Line(drawn, 100, 40).Should().MatchRegex(@"^0,\d+(\.\d+)?( -?\d+(\.\d+)?,\d+(\.\d+)?)+$").And.Contain("100,");
    }

    [Theory]
    [InlineData("", 0, 22.4)]
    [InlineData("1 2 3", 0, 22.4)]
    [InlineData("-5 2 90", -5, 90)]
    public void Pad_ShowsTheCurveAndTheValues_AndNothingNegativeWithoutNeed(string values, double low, double high)
    {
        double[] of = [.. values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];
        var range = CurveShape.Range(new PointsCurve(new(0, 0), new(20, 100)), new ScopeColumn(of, [.. of.Select(_ => MeasureStatus.Ok)]))!.Value;
        (Math.Round(range.Low, 6), Math.Round(range.High, 6)).Should().Be((low, high));
    }

    [Fact]
    public void Pad_OfACurveTooLargeToDraw_IsNot() =>
        CurveShape.Range(new PointsCurve(new(-1e308, 0), new(1e308, 100)), null).Should().BeNull();

    [Fact]
    public async Task Plot_SaysWhatItDraws() =>
        (await Rendering.HtmlAsync<CurvePlot>(("Curve", new BandsCurve([5], [0, 100])))).Should().Contain("aria-label=\"Curve: below 5: 0, from 5: 100\"");

    [Theory]
    [InlineData(ScoreKind.Health, 70, 40, "Red from 0, Yellow from 40, Green from 70")]
    [InlineData(ScoreKind.Risk, 60, 30, "Green from 0, Yellow from 30, Red from 60")]
    [InlineData(ScoreKind.Health, 70, 70, "Red from 0, Green from 70")]
    [InlineData(ScoreKind.Health, 100, -5, "Yellow from 0")]
    public async Task Bands_AreDrawnInTheKindsOrder(ScoreKind kind, double high, double middle, string words) =>
        (await Rendering.HtmlAsync<BandStrip>(("Kind", kind), ("High", high), ("Middle", middle))).Should().Contain($"aria-label=\"{words}\"");
}
