using HealthScore.Domain.Scoring;
using HealthScore.Web.Shared;
using HealthScore.Web.Shared.Charts;

namespace HealthScore.Web.Models;

/// <summary>A curve as the points of a line in a box, with its ends drawn out a little: beyond them it is constant.</summary>
public static class CurveShape
{
    private const double Margin = 0.12;
    private const double Outermost = 0.01;

    /// <summary>The stretch of values that is shown.</summary>
    public static (double Low, double High) Range(Curve curve) => Range(curve, Margin);

    private static (double Low, double High) Range(Curve curve, double margin)
    {
        IReadOnlyList<double> x = curve switch
        {
            PointsCurve points => [.. points.Points.Select(p => p.X)],
            BandsCurve bands => bands.Thresholds,
            PassCurve pass => [pass.Threshold],
            _ => [],
        };
        var (low, high) = x.Count == 0 ? (0, 1) : (x.Min(), x.Max());
        var room = margin == 0 ? 0 : high > low ? (high - low) * margin : Math.Max(1, Math.Abs(low));
        return (low - room, high + room);
    }

    /// <summary>The stretch that shows the curve and all but the outermost hundredths of the values; null when it has no size that could be drawn.</summary>
    public static (double Low, double High)? Range(Curve curve, ScopeColumn? column)
    {
        var (low, high) = Range(curve);
        if (column?.Present.Values is { Count: > 0 } values)
        {
            // Of few values none is an outermost hundredth.
            var outside = (int)(Outermost * values.Count);
            (low, high) = (Math.Min(low, values[outside]), Math.Max(high, values[^(outside + 1)]));
        }

        // Where nothing is negative, nothing negative is shown.
        if (low < 0 && !(column?.Present.Quantile(0) < 0) && Range(curve, 0).Low >= 0) low = 0;
        return double.IsFinite(high - low) && high > low ? (low, high) : null;
    }

    /// <summary>The points of an SVG polyline.</summary>
    public static string Line(Curve curve, double width, double height)
    {
        var (low, high) = Range(curve);
        Scale x = new(low, high, 0, width), y = new(0, 100, height - 2, 2);
        return string.Join(' ', Corners(curve, low, high).Select(p => $"{Css.Number(x.At(p.X))},{Css.Number(y.At(p.Y))}"));
    }

    private static IEnumerable<CurvePoint> Corners(Curve curve, double low, double high)
    {
        return curve switch
        {
            PointsCurve { Points.Count: > 0 } points => [new(low, points.Points[0].Y), .. points.Points, new(high, points.Points[^1].Y)],
            BandsCurve bands when bands.Values.Count == bands.Thresholds.Count + 1 => Steps(bands.Thresholds, bands.Values),
            PassCurve pass => Steps([pass.Threshold], pass.LowerIsBetter ? [100, 0] : [0, 100]),
            _ => [],
        };

        IEnumerable<CurvePoint> Steps(IReadOnlyList<double> thresholds, IReadOnlyList<double> values) =>
            [new(low, values[0]), .. thresholds.SelectMany((t, i) => new CurvePoint[] { new(t, values[i]), new(t, values[i + 1]) }), new(high, values[^1])];
    }
}
