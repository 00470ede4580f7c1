namespace HealthScore.Domain.Primitives;

/// <summary>
/// Rounds parts so that what is shown of them adds up to what is shown of the whole: by the largest remainder, as seats are
/// given to parties. A part of exactly 0 stays 0, unless there is no other.
/// </summary>
public static class Apportion
{
    private const double Noise = 1e-6;

    /// <summary>The parts, each a multiple of the last decimal and hardly a unit of it away from what it was.</summary>
    /// <param name="parts">In any order; those that are not finite have no place here.</param>
    /// <param name="whole">What they add up to, within a rounding or two.</param>
    /// <param name="decimals">How many decimals are shown, 0–6.</param>
    public static double[] Round(IReadOnlyList<double> parts, double whole, int decimals)
    {
        if (parts.Count == 0) return [];
        var unit = Math.Pow(10, decimals);
        var floors = parts.Select(p => (long)Math.Floor((p * unit) + Noise)).ToArray();
        var missing = (long)Math.Round(whole * unit, MidpointRounding.AwayFromZero) - floors.Sum();
        int[] order = [.. Enumerable.Range(0, parts.Count).Where(i => parts[i] != 0).OrderByDescending(i => (parts[i] * unit) - floors[i])];
        if (order.Length == 0) order = [.. Enumerable.Range(0, parts.Count)];
        for (var k = 0; missing > 0; k++, missing--) floors[order[k % order.Length]]++;
        for (var k = order.Length - 1; missing < 0; k = k == 0 ? order.Length - 1 : k - 1, missing++) floors[order[k]]--;
        return Array.ConvertAll(floors, f => f / unit);
    }
}
