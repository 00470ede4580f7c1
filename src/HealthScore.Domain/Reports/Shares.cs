namespace HealthScore.Domain.Reports;

/// <summary>How large each part of a whole is.</summary>
public static class Shares
{
    /// <summary>
    /// Each part divided by their sum, not rounded; all null when there is nothing to share. Reports round each share by itself, so
    /// that it can be checked with a calculator, at the cost that rounded ones may add up to 99.9 % or 100.1 %.
    /// </summary>
    public static decimal?[] Of(IReadOnlyList<decimal> parts)
    {
        var whole = parts.Sum();
        return [.. parts.Select(part => whole > 0 ? part / whole : (decimal?)null)];
    }
}
