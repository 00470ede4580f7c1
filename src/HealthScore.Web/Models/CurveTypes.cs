using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Models;

/// <summary>The three types of curve, and how one becomes another with as little loss as may be.</summary>
public enum CurveType
{
    Points = 1,
    Bands = 2,
    Pass = 3,
}

public static class CurveTypes
{
    public static CurveType Of(Curve curve) => curve switch
    {
        BandsCurve => CurveType.Bands,
        PassCurve => CurveType.Pass,
        _ => CurveType.Points,
    };

    public static Curve To(this Curve curve, CurveType type) => type switch
    {
        _ when Of(curve) == type => curve,
        CurveType.Points => new PointsCurve([.. Corners(curve)]),
        CurveType.Bands => AsBands(Corners(curve)),
        _ => AsPass(Corners(curve)),
    };

    /// <summary>True when it has all the parts it takes to map a value; whether they make sense is for the validator.</summary>
    public static bool IsWhole(Curve curve) => curve switch
    {
        PointsCurve points => points.Points.Count > 0,
        BandsCurve bands => bands.Thresholds.Count > 0 && bands.Values.Count == bands.Thresholds.Count + 1,
        _ => true,
    };

    private static IReadOnlyList<CurvePoint> Corners(Curve curve) => curve switch
    {
        PointsCurve points => points.Points,
        BandsCurve bands => [.. bands.Thresholds.Select((t, i) => new CurvePoint(t, bands.Values[i + 1]))],
        PassCurve { LowerIsBetter: true } pass => [new(pass.Threshold, 100), new(pass.Threshold + Unit(pass), 0)],
        PassCurve pass => [new(pass.Threshold - Unit(pass), 0), new(pass.Threshold, 100)],
        _ => [new(0, 0), new(100, 100)],
    };

    private static BandsCurve AsBands(IReadOnlyList<CurvePoint> points) =>
        points.Count < 2 ? new([points[0].X], [0, 100]) : new([.. points.Skip(1).Select(p => p.X)], [.. points.Select(p => p.Y)]);

    private static PassCurve AsPass(IReadOnlyList<CurvePoint> points)
    {
        var falling = points[0].Y > points[^1].Y;
        return new((falling ? points.LastOrDefault(p => p.Y >= 50, points[0]) : points.FirstOrDefault(p => p.Y >= 50, points[^1])).X, falling);
    }

    private static double Unit(PassCurve pass) => Math.Max(1, Math.Abs(pass.Threshold) / 10);
}
