namespace HealthScore.Engine.Demo;

/// <summary>One metric's readings for one account, by day.</summary>
/// <param name="MetricId">The metric.</param>
/// <param name="Days">Day numbers, ascending.</param>
/// <param name="Values">A value for each.</param>
public sealed record DemoSeries(short MetricId, int[] Days, double[] Values);

/// <summary>Gathers a series while it is made.</summary>
internal sealed class DemoSeriesBuilder(short metricId)
{
    private readonly List<int> _days = new(560);
    private readonly List<double> _values = new(560);

    /// <summary>Adds a reading; a second one of the same day replaces the first.</summary>
    public void Add(int day, double value)
    {
        if (_days.Count > 0 && _days[^1] == day)
        {
            _values[^1] = value;
            return;
        }
        _days.Add(day);
        _values.Add(value);
    }

    /// <summary>Adds a reading unless it is zero: a count says nothing of days on which nothing happened.</summary>
    public void AddCount(int day, int value)
    {
        if (value > 0) Add(day, value);
    }

    public DemoSeries Build() => new(metricId, [.. _days], [.. _values]);
}
