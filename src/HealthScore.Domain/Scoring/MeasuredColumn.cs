using System.Runtime.InteropServices;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>The values of one source over the accounts of a scope.</summary>
public sealed class MeasuredColumn
{
    private readonly List<double> _values = [];
    private readonly int[] _statuses = new int[5];
    private double[]? _sorted;

    /// <summary>Account by account; NaN: none.</summary>
    public ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>The values there are, ascending.</summary>
    public IReadOnlyList<double> Sorted => SortedValues;

    private double[] SortedValues => _sorted ??= [.. _values.Where(v => !double.IsNaN(v)).Order()];

    /// <summary>The share of the accounts that have a value, 0–1.</summary>
    public double Coverage => _values.Count == 0 ? 0 : (double)Count(MeasureStatus.Ok) / _values.Count;

    /// <summary>How many accounts are of a status.</summary>
    public int Count(MeasureStatus status) => _statuses[(int)status];

    /// <summary>The value that a share (0–1) of the values does not exceed; null when there is none.</summary>
    public double? Quantile(double share) => SortedValues is { Length: > 0 } sorted ? sorted[(int)Math.Round(share * (sorted.Length - 1))] : null;

    /// <summary>How many values lie in each of as many equal stretches from the low to the high; the last one includes its end. What lies outside is not counted.</summary>
    public IReadOnlyList<int> Histogram(double low, double high, int stretches)
    {
        var counts = new int[stretches];
        foreach (var value in SortedValues)
            if (value >= low && value <= high)
                counts[Math.Min(stretches - 1, (int)((value - low) / (high - low) * stretches))]++;
        return counts;
    }

    internal void Add(MeasureValue value)
    {
        _values.Add(value.Value);
        _statuses[(int)value.Status]++;
        _sorted = null;
    }
}
