namespace HealthScore.Domain.Reports;

/// <summary>How large each part of a whole is, as reports show it.</summary>
public static class Shares
{
    /// <summary>The grid of shares: a tenth of a percent.</summary>
    private const decimal Step = 0.001m;

    /// <summary>
    /// Shares of 1 in tenths of a percent that add up to exactly 1: each is cut down, and the tenths that are missing go to the parts
    /// that lost most (method of the largest remainder; of equals the first). Each is less than 0.1 % off. All null when there is nothing to share.
    /// </summary>
    public static decimal?[] Of(IReadOnlyList<decimal> parts)
    {
        var whole = parts.Sum();
        if (whole <= 0) return new decimal?[parts.Count];
        var exact = parts.Select(part => part / whole / Step).ToArray();
        var shares = exact.Select(decimal.Floor).ToArray();
        var missing = (int)(1 / Step - shares.Sum());
        foreach (var i in Enumerable.Range(0, parts.Count).OrderByDescending(i => exact[i] - shares[i]).ThenBy(i => i).Take(missing)) shares[i]++;
        return [.. shares.Select(share => (decimal?)(share * Step))];
    }
}
