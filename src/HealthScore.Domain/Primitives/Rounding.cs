namespace HealthScore.Domain.Primitives;

/// <summary>The two roundings of the scoring contract, section 4: halves away from zero.</summary>
public static class Rounding
{
    private const double Nano = 1e9;
    private const long NanosPerHundredth = 10_000_000;

    /// <summary>To 9 decimals: takes away what the order of summation left, before comparing or rounding further.</summary>
    public static double Tidy(double value) => Nanos(value) / Nano;

    /// <summary>
    /// A score as people see it: tidied, then to 2 decimals. Counted in whole billionths on the way, because no double is
    /// 70.005: Math.Round would multiply it to 7000.4999… and round down.
    /// </summary>
    public static double Score(double value)
    {
        var nanos = Nanos(value);
        return (nanos + (Math.Sign(nanos) * NanosPerHundredth / 2)) / NanosPerHundredth / 100.0;
    }

    private static long Nanos(double value) => checked((long)Math.Round(value * Nano, MidpointRounding.AwayFromZero));
}
