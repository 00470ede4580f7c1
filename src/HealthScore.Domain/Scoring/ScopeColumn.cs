using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>The values of one source over the accounts of a scope.</summary>
public sealed class ScopeColumn
{
    private readonly double[] _values;
    private readonly double[] _sorted;
    private readonly int[] _statuses = new int[5];

    /// <summary>A column.</summary>
    /// <param name="values">Account by account, not changed afterwards; NaN: none.</param>
    /// <param name="statuses">Whether there is a value, and if not, why.</param>
    public ScopeColumn(double[] values, IReadOnlyCollection<MeasureStatus> statuses)
    {
        (_values, _sorted) = (values, [.. values.Where(v => !double.IsNaN(v)).Order()]);
        foreach (var status in statuses) _statuses[(int)status]++;
    }

    /// <summary>Account by account; NaN: none.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The values there are, ascending.</summary>
    public IReadOnlyList<double> Sorted => _sorted;

    /// <summary>The share of the accounts that have a value, 0–1.</summary>
    public double Coverage => _values.Length == 0 ? 0 : (double)_sorted.Length / _values.Length;

    /// <summary>How many accounts are of a status.</summary>
    public int Count(MeasureStatus status) => _statuses[(int)status];

    /// <summary>The value that a share (0–1) of the values does not exceed; null when there is none.</summary>
    public double? Quantile(double share) => _sorted.Length > 0 ? _sorted[(int)Math.Round(share * (_sorted.Length - 1))] : null;

    /// <summary>How many values lie in each of as many equal stretches from the low to the high; the last one includes its end. What lies outside is not counted.</summary>
    public IReadOnlyList<int> Histogram(double low, double high, int stretches)
    {
        var counts = new int[stretches];
        foreach (var value in _sorted)
            if (value >= low && value <= high)
                counts[Math.Min(stretches - 1, (int)((value - low) / (high - low) * stretches))]++;
        return counts;
    }
}
