using System.Globalization;

namespace HealthScore.Domain.Scoring;

/// <summary>Says how a curve maps one value, so that it can be followed with paper and pencil.</summary>
public static class CurveArithmetic
{
    /// <summary>E.g. <c>50 + (7.5 − 5) / (15 − 5) × (100 − 50) = 62.5</c> or <c>in the step from 3: 50</c>.</summary>
    public static string Of(Curve curve, double x, CultureInfo culture) => curve switch
    {
        PointsCurve points => Points(points, x, culture),
        BandsCurve bands => bands.StepOf(x) is var step && step == 0 ? $"below {N(bands.Thresholds[0], culture)}: {N(bands.Values[0], culture)}" : $"in the step from {N(bands.Thresholds[step - 1], culture)}: {N(bands.Values[step], culture)}",
        PassCurve { LowerIsBetter: true } pass => $"{(pass.Map(x) > 0 ? "at most" : "above")} {N(pass.Threshold, culture)}: {N(pass.Map(x), culture)}",
        PassCurve pass => $"{(pass.Map(x) > 0 ? "at least" : "below")} {N(pass.Threshold, culture)}: {N(pass.Map(x), culture)}",
        _ => N(curve.Map(x), culture),
    };

    private static string Points(PointsCurve curve, double x, CultureInfo culture)
    {
        var points = curve.Points;
        if (x <= points[0].X) return $"at or below the first point: {N(points[0].Y, culture)}";
        if (x > points[^1].X) return $"beyond the last point: {N(points[^1].Y, culture)}";
        var i = 1;
        while (x > points[i].X) i++;
        var (from, to) = (points[i - 1], points[i]);
        return $"{N(from.Y, culture)} + ({N(x, culture)} − {Bracketed(from.X, culture)}) / ({N(to.X, culture)} − {Bracketed(from.X, culture)}) × ({N(to.Y, culture)} − {N(from.Y, culture)}) = {N(curve.Map(x), culture)}";
    }

    private static string Bracketed(double value, CultureInfo culture) => value < 0 ? $"({N(value, culture)})" : N(value, culture);

    private static string N(double value, CultureInfo culture) => MeasureEvidence.Number(value, culture);
}
