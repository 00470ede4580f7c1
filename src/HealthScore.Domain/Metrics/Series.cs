namespace HealthScore.Domain.Metrics;

/// <summary>The readings of one account and metric in day order: two spans of the same length.</summary>
/// <param name="days">Ascending, as <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="values">The value of each day.</param>
public readonly ref struct Series(ReadOnlySpan<int> days, ReadOnlySpan<double> values)
{
    /// <summary>Ascending, as <see cref="DateOnly.DayNumber"/>.</summary>
    public ReadOnlySpan<int> Days { get; } = days;

    /// <summary>The value of each day.</summary>
    public ReadOnlySpan<double> Values { get; } = values;

    /// <summary>How many readings.</summary>
    public int Count => Days.Length;

    /// <summary>True when there is no reading.</summary>
    public bool IsEmpty => Days.IsEmpty;

    /// <summary>The readings of the days from the first to the last, both included.</summary>
    public Series Between(int first, int last)
    {
        var end = IndexAfter(Days, last);
        var start = IndexAfter(Days[..end], first - 1);
        return new(Days[start..end], Values[start..end]);
    }

    /// <summary>The readings up to a day, it included.</summary>
    public Series UpTo(int last)
    {
        var end = IndexAfter(Days, last);
        return new(Days[..end], Values[..end]);
    }

    // Scores are mostly of the newest day, and windows mostly end there, so the search starts with the last reading.
    private static int IndexAfter(ReadOnlySpan<int> days, int day)
    {
        if (days.IsEmpty || days[^1] <= day) return days.Length;
        int low = 0, high = days.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (days[middle] <= day) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
