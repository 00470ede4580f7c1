using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>100 when the value passes the threshold, the threshold itself included, else 0.</summary>
/// <param name="Threshold">Where it passes.</param>
/// <param name="LowerIsBetter">True: at most the threshold passes; false: at least.</param>
public sealed record PassCurve(double Threshold, bool LowerIsBetter = false) : Curve
{
    /// <inheritdoc />
    public override double Map(double x) =>
        (LowerIsBetter ? Compare.AtLeast(Threshold, x) : Compare.AtLeast(x, Threshold)) ? 100 : 0;
}
