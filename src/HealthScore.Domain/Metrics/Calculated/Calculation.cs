namespace HealthScore.Domain.Metrics.Calculated;

/// <summary>
/// A calculated metric made ready: gives an account its readings as of a day, as if they had been brought in (scoring
/// contract, section 2). Immutable and safe for many threads, each of which brings its own <see cref="AccountReadings"/>.
/// </summary>
internal sealed class Calculation
{
    private readonly Metric _metric;
    private readonly CalculationStep _root;
    private readonly Calculation[] _inner;

    public Calculation(Metric metric, IReadOnlyDictionary<string, Metric> metrics, IReadOnlyDictionary<short, SourceCalendar> calendars)
    {
        var expression = ExpressionParser.Read(metric.Expression!).Expression ?? throw new ArgumentException($"{metric.Key} cannot be calculated by {metric.Expression}", nameof(metric));
        var named = expression.Metrics.Select(m => metrics[m.Key]).Distinct().ToList();
        var inner = named.Where(m => m.Expression is not null).ToDictionary(m => m.Key, m => new Calculation(m, metrics, calendars));
        (_metric, _inner) = (metric, [.. inner.Values]);
        var counts = named.Where(m => m.Expression is null && m.Kind == MetricKind.Count).Select(m => calendars.GetValueOrDefault(m.Id) ?? new([], m.Freshness))
            .Concat(inner.Values.Select(c => c.Calendar).OfType<SourceCalendar>()).ToList();
        Calendar = counts.Count == 0 ? null : SourceCalendar.OfAll(counts);
        Gauges = [.. named.Where(m => m.Expression is null && m.Kind == MetricKind.Gauge), .. inner.Values.SelectMany(c => c.Gauges)];
        _root = CalculationStep.Of(expression, m => (metrics[m], metrics[m].Expression is null ? calendars.GetValueOrDefault(metrics[m].Id) ?? new([], metrics[m].Freshness) : inner[m].Calendar));
        LookBack = Math.Max(_root.LookBack, _root.Reach + _inner.Select(c => c.Before + c.LookBack).DefaultIfEmpty().Max());
    }

    /// <summary>Where all counts that it needs, directly or not, had a source; null when it needs none.</summary>
    public SourceCalendar? Calendar { get; }

    /// <summary>How many days before a day that is calculated a reading can lie and still matter.</summary>
    public int LookBack { get; }

    private IReadOnlyList<Metric> Gauges { get; }

    // A gauge's value stands for so long.
    private int Before => _metric.Kind == MetricKind.Gauge ? _metric.Freshness : 0;

    /// <summary>Gives the account the metric's readings from a day to the one that they are calculated as of.</summary>
    public void Fill(AccountReadings readings, int firstDay, int from, int day)
    {
        from = Math.Max(from, firstDay);
        if (from > day || readings.IsCalculated(_metric.Id, from, day)) return;
        var start = Math.Max(from - _root.Reach, firstDay);
        foreach (var inner in _inner) inner.Fill(readings, firstDay, start - inner.Before, day);
        var days = day - start + 1;
        _root.Run(new(readings, start, day), 0);
        readings.Scratch.Row(0, days, out var values, out var read);
        for (var i = from - start; i < days; i++)
            if (!read[i] || (_metric.Kind == MetricKind.Count && values[i] == 0)) values[i] = double.NaN;
        readings.SetCalculated(_metric.Id, from, day, values[(from - start)..]);
    }

    /// <summary>True when one of the gauges it needs, directly or not, has been without a reading for longer than its freshness.</summary>
    public bool IsAnyStale(AccountReadings readings, int day)
    {
        foreach (var gauge in Gauges)
        {
            var series = readings.Series(gauge.Id).UpTo(day);
            if (series.IsEmpty ? readings.HasEarlier(gauge.Id, day) : day - series.Days[^1] > gauge.Freshness) return true;
        }

        return false;
    }
}
