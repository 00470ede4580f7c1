using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>The values of one source over the accounts of a scope.</summary>
public sealed class ScopeColumn
{
    private readonly double[] _values;
    private readonly int[] _statuses = new int[5];

    /// <summary>A column.</summary>
    /// <param name="values">Account by account, not changed afterwards; NaN: none.</param>
    /// <param name="statuses">Whether there is a value, and if not, why.</param>
    public ScopeColumn(double[] values, IReadOnlyCollection<MeasureStatus> statuses)
    {
        (_values, Present) = (values, new(values));
        foreach (var status in statuses) _statuses[(int)status]++;
    }

    /// <summary>Account by account; NaN: none.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The values there are.</summary>
    public Distribution Present { get; }

    /// <summary>The share of the accounts that have a value, 0–1.</summary>
    public double Coverage => _values.Length == 0 ? 0 : (double)Present.Count / _values.Length;

    /// <summary>How many accounts are of a status.</summary>
    public int Count(MeasureStatus status) => _statuses[(int)status];
}
