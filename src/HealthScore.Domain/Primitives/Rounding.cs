namespace HealthScore.Domain.Primitives;

/// <summary>The two roundings of the scoring contract, section 4: halves away from zero.</summary>
public static class Rounding
{
    /// <summary>To 9 decimals: takes away what the order of summation left, before comparing or rounding further.</summary>
    public static double Tidy(double value) => Math.Round(value, 9, MidpointRounding.AwayFromZero);

    /// <summary>A score as people see it: tidied, then to 2 decimals.</summary>
    public static double Score(double value) => Math.Round(Tidy(value), 2, MidpointRounding.AwayFromZero);
}
