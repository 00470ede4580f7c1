namespace HealthScore.Domain.Primitives;

/// <summary>
/// Comparisons of computed numbers with the thresholds that people write. They forgive what floating point leaves behind
/// (three times 0.1 is 0.30000000000000004), so that a bound that is to be included is included.
/// </summary>
internal static class Compare
{
    /// <summary>How much of a number is noise.</summary>
    public const double Noise = 1e-13;

    public static bool AtLeast(double a, double b) => a >= b || AreEqual(a, b);

    public static bool AreEqual(double a, double b) => Math.Abs(a - b) <= Noise * Math.Max(Math.Abs(a), Math.Abs(b));
}
