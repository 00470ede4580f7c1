namespace HealthScore.Domain.Metrics;

/// <summary>The values of one measure over many accounts.</summary>
public sealed class Distribution
{
    private readonly double[] _sorted;

    /// <summary>A distribution; NaN is left out.</summary>
    public Distribution(IEnumerable<double> values) => _sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];

    /// <summary>The values, ascending.</summary>
    public IReadOnlyList<double> Values => _sorted;

    /// <summary>How many values.</summary>
    public int Count => _sorted.Length;

    /// <summary>The value that a share (0–1) of the values does not exceed, between two of them in a straight line; null when there is none.</summary>
    public double? Quantile(double share)
    {
        if (_sorted.Length == 0) return null;
        var at = share * (_sorted.Length - 1);
        var (below, part) = ((int)at, at - Math.Floor(at));
        return part == 0 ? _sorted[below] : _sorted[below] + (part * (_sorted[below + 1] - _sorted[below]));
    }

    /// <summary>
    /// The bounds of steps of a round width (1, 2 or 5 times a power of ten) that hold all but the outermost hundredth on either side;
    /// at most so many steps. Empty when there is no value.
    /// </summary>
    public IReadOnlyList<double> Steps(int most)
    {
        if (Quantile(0.01) is not { } low || Quantile(0.99) is not { } high) return [];
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max((high - low) / most, Math.Max(Math.Abs(high), 1) / 1e6))));
        double[] widths = [unit, 2 * unit, 5 * unit, 10 * unit];
        var width = widths.First(w => w == widths[^1] || Math.Floor(high / w) - Math.Floor(low / w) < most);
        var first = Math.Floor(low / width);
        return [.. Enumerable.Range(0, (int)(Math.Floor(high / width) - first) + 2).Select(i => Math.Round((first + i) * width, 12))];
    }

    /// <summary>How many values lie in each step; a bound belongs to the step above it. Those outside are counted in the first and the last.</summary>
    public IReadOnlyList<int> In(IReadOnlyList<double> steps)
    {
        if (steps.Count < 2) return [];
        var counts = new int[steps.Count - 1];
        var at = 0;
        foreach (var value in _sorted)
        {
            while (at < counts.Length - 1 && value >= steps[at + 1]) at++;
            counts[at]++;
        }

        return counts;
    }

    /// <summary>How many values lie in each of as many equal stretches from the low to the high; the last one includes its end. What lies outside is not counted.</summary>
    public IReadOnlyList<int> In(double low, double high, int stretches)
    {
        var counts = new int[stretches];
        foreach (var value in _sorted)
            if (value >= low && value <= high)
                counts[Math.Min(stretches - 1, (int)((value - low) / (high - low) * stretches))]++;
        return counts;
    }
}
