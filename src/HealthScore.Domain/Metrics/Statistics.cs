using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Metrics;

/// <summary>What measures take from the values of a window.</summary>
internal static class Statistics
{
    private const double Epsilon = 1.0 / (1L << 52);

    /// <summary>
    /// The sum, and 0 when it is no further from it than rounding can have left it, as with 0.1 + 0.2 − 0.3: 0 is a case
    /// of its own. Four lanes wide on every machine, so that all nodes of a cluster reach the same last bit.
    /// </summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(values);
        Vector256<double> lanes = default, sizes = default;
        foreach (var vector in vectors)
        {
            lanes += vector;
            sizes += Vector256.Abs(vector);
        }
        double sum = Vector256.Sum(lanes), size = Vector256.Sum(sizes);
        foreach (var value in values[(vectors.Length * Vector256<double>.Count)..])
        {
            sum += value;
            size += Math.Abs(value);
        }
        return Cancelled(sum, size, values.Length);
    }

    /// <summary>The smallest value, the start among them.</summary>
    public static double Least(ReadOnlySpan<double> values, double start)
    {
        foreach (var value in values) start = value < start ? value : start;
        return start;
    }

    /// <summary>The greatest value, the start among them.</summary>
    public static double Greatest(ReadOnlySpan<double> values, double start)
    {
        foreach (var value in values) start = value > start ? value : start;
        return start;
    }

    /// <summary>How many values are above 0.</summary>
    public static int Active(ReadOnlySpan<double> values)
    {
        var active = 0;
        foreach (var value in values) active += value > 0 ? 1 : 0;
        return active;
    }

    /// <summary>The change of a mean in %, from −1000 to 1000 (scoring contract, section 2).</summary>
    public static double Change(double now, double before) =>
        before == 0
            ? now == 0 ? 0 : Math.CopySign(1000, now)
            : Compare.AreEqual(now, before) ? 0
            : Math.Clamp((now - before) / Math.Abs(before) * 100, -1000, 1000);

    /// <summary>
    /// The least-squares slope per calendar day, times a length in days, as % of the mean's size; NaN when it is missing.
    /// A day of the series without a reading is 0; <paramref name="days"/> are counted from <paramref name="origin"/>.
    /// </summary>
    public static double Slope(Series readings, DaySums days, int origin, int length)
    {
        if (days.Count < 3) return double.NaN;
        var sum = Sum(readings.Values);
        if (sum == 0) return readings.Values.ContainsAnyExcept(0.0) ? double.NaN : 0;

        double rise = 0, size = 0;
        for (var i = 0; i < readings.Count; i++)
        {
            var term = ((days.Count * (long)(readings.Days[i] - origin)) - days.Sum) * readings.Values[i];
            rise += term;
            size += Math.Abs(term);
        }
        return Cancelled(rise, size, readings.Count) / days.Spread * length / Math.Abs(sum / days.Count) * 100;
    }

    private static double Cancelled(double sum, double size, int terms) => Math.Abs(sum) <= terms * size * Epsilon ? 0 : sum;
}
