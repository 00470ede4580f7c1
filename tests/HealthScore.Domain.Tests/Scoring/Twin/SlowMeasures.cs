using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>Section 2 of the contract, line by line and in decimals: slow and plain, to check the fast code against.</summary>
internal sealed class SlowMeasures
{
    private readonly World _world;
    private readonly bool _provisional;
    private readonly SlowCalculated _calculated;
    private readonly Dictionary<(Metric, int, WorldAccount, DateOnly), (MeasureStatus, decimal?)> _ranked = [];
    private readonly Dictionary<(Metric, DateOnly), HashSet<DateOnly>> _sources = [];

    public SlowMeasures(World world, bool provisional) => (_world, _provisional, _calculated) = (world, provisional, new(world, HasSource));

    public (MeasureStatus Status, decimal? Value) Read(MeasureSource source, WorldAccount account, DateOnly day)
    {
        var (status, value) = source switch
        {
            MetricSource s => Metric(s, account, day),
            DerivedSource s => SlowDerived.Read(s, account.History, day),
            _ => throw new NotSupportedException(),
        };
        // What decimals cannot tell exactly (a third) is cut, so that it compares as on paper.
        return (status, value is { } v ? Math.Round(v, 18) : null);
    }

    private static readonly (MeasureStatus, decimal?) s_missing = (MeasureStatus.Missing, null);
    private static readonly (MeasureStatus, decimal?) s_silent = (MeasureStatus.Silent, null);
    private static readonly (MeasureStatus, decimal?) s_stale = (MeasureStatus.Stale, null);

    private static (MeasureStatus, decimal?) Ok(decimal? value) => value is null ? s_missing : (MeasureStatus.Ok, value);

    private (MeasureStatus Status, decimal? Value) Metric(MetricSource source, WorldAccount account, DateOnly day)
    {
        var metric = _world.Metrics.Single(m => m.Key == source.Metric);
        var by = source.By is null ? null : _world.Metrics.Single(m => m.Key == source.By);
        if (source.Aggregation == Aggregation.Percentile) return Percentile(metric, source.Window, account, day);
        return metric.Kind == MetricKind.Count
            ? Count(metric, source.Aggregation, source.Window, by, account, AsOf(day, metric, by))
            : Gauge(metric, source.Aggregation, source.Window, by, account, AsOf(day, metric, by));
    }

    // While the day lasts, what needs a count is read as of the day before.
    private DateOnly AsOf(DateOnly day, Metric metric, Metric? by) =>
        _provisional && new[] { metric, by }.OfType<Metric>().Any(m => _calculated.Needs(m, MetricKind.Count).Any()) ? day.AddDays(-1) : day;

    private (MeasureStatus Status, decimal? Value) Percentile(Metric metric, int window, WorldAccount account, DateOnly day)
    {
        var own = Ranked(metric, window, account, day);
        if (own.Value is null) return own;
        var state = account.History.StateOn(day);
        var peers = _world.Accounts
            .Where(a => a.History.IsActive(day) && a.History.StateOn(day) is var s && s?.SegmentId == state?.SegmentId && s?.StageId == state?.StageId)
            .Select(a => Ranked(metric, window, a, day).Value)
            .Where(v => v is not null)
            .ToList();
        return peers.Count < 20 ? s_missing : Ok(100 * (peers.Count(v => v < own.Value) + (peers.Count(v => v == own.Value) / 2m)) / peers.Count);
    }

    private (MeasureStatus Status, decimal? Value) Ranked(Metric metric, int window, WorldAccount account, DateOnly day) =>
        Once(_ranked, (metric, window, account, day), () => metric.Kind == MetricKind.Count
            ? Count(metric, Aggregation.Mean, window, null, account, AsOf(day, metric, null))
            : Gauge(metric, Aggregation.Last, window, null, account, AsOf(day, metric, null)));

    // The days up to a day on which any account at all had a reading.
    private HashSet<DateOnly> Source(Metric metric, DateOnly day) => Once(_sources, (metric, day), () =>
        _world.Accounts.SelectMany(a => a.Readings.Keys).Where(k => k.Metric == metric.Id && k.Day <= day).Select(k => k.Day).ToHashSet());

    private (MeasureStatus Status, decimal? Value) Count(Metric metric, Aggregation aggregation, int window, Metric? by, WorldAccount account, DateOnly day)
    {
        if (_calculated.Needs(metric, MetricKind.Count).Any(m => IsSilent(m, day))) return s_silent;
        var readings = _calculated.Readings(metric, account, day).ToDictionary(r => r.Day, r => r.Value);
        var days = DaysWithSource(day);
        if (days.Count == 0) return s_missing;
        var values = days.Select(ValueOn).ToList();
        return aggregation switch
        {
            Aggregation.Last => Ok(ValueOn(day)),
            Aggregation.Sum => Ok(values.Sum()),
            Aggregation.Mean => Ok(values.Sum() / days.Count),
            Aggregation.Min => Ok(values.Min()),
            Aggregation.Max => Ok(values.Max()),
            Aggregation.ActiveDays => Ok(values.Count(v => v > 0)),
            Aggregation.DaysSince => Ok(days.AsEnumerable().Reverse().TakeWhile(d => !(ValueOn(d) > 0)).Count()),
            Aggregation.Slope => Ok(Slope(days, values, days.Count)),
            Aggregation.Change => Change(values, DaysWithSource(day.AddDays(-window)).Select(ValueOn).ToList()),
            Aggregation.Ratio => Ratio(values.Sum(), Count(by!, Aggregation.Sum, window, null, account, day).Value),
            _ => throw new NotSupportedException(),
        };

        decimal ValueOn(DateOnly d) => readings.GetValueOrDefault(d);

        List<DateOnly> DaysWithSource(DateOnly last) =>
            [.. LastDays(window, last).Where(d => d >= account.History.FirstDay && _calculated.Needs(metric, MetricKind.Count).All(m => HasSource(m, d, day))).Order()];
    }

    private bool IsSilent(Metric metric, DateOnly day) => !LastDays(metric.Freshness, day).Any(Source(metric, day).Contains);

    private bool HasSource(Metric metric, DateOnly d, DateOnly day)
    {
        var source = Source(metric, day);
        if (source.Contains(d)) return true;
        if (source.Count == 0 || d < source.Min()) return false;
        int before = 1, after = 1;
        while (!source.Contains(d.AddDays(-before))) before++;
        while (d.AddDays(after) <= day && !source.Contains(d.AddDays(after))) after++;
        return before + after - 1 < metric.Freshness;
    }

    private (MeasureStatus Status, decimal? Value) Gauge(Metric metric, Aggregation aggregation, int window, Metric? by, WorldAccount account, DateOnly day)
    {
        if (_calculated.Needs(metric, MetricKind.Count).Any(m => IsSilent(m, day))) return s_silent;
        var all = _calculated.Readings(metric, account, day);
        var needsWindow = aggregation is not (Aggregation.Last or Aggregation.Ratio);
        if (metric.Expression is not null && !needsWindow && !all.Exists(r => r.Day >= day.AddDays(-metric.Freshness)))
            return _calculated.Needs(metric, MetricKind.Gauge).Any(m => IsStale(m, account, day)) ? s_stale : s_missing;
        var inWindow = needsWindow ? all.Where(r => r.Day > day.AddDays(-window)).ToList() : all;
        if (inWindow.Count == 0) return s_missing;
        var age = day.DayNumber - all[^1].Day.DayNumber;
        if (aggregation == Aggregation.DaysSince) return Ok(age);
        if (age > metric.Freshness) return s_stale;
        var values = inWindow.Select(r => r.Value).ToList();
        return aggregation switch
        {
            Aggregation.Last => Ok(values[^1]),
            Aggregation.Sum => Ok(values.Sum()),
            Aggregation.Mean => Ok(values.Average()),
            Aggregation.Min => Ok(values.Min()),
            Aggregation.Max => Ok(values.Max()),
            Aggregation.ActiveDays => Ok(values.Count(v => v > 0)),
            Aggregation.Slope => Ok(Slope([.. inWindow.Select(r => r.Day)], values, inWindow[^1].Day.DayNumber - inWindow[0].Day.DayNumber + 1)),
            Aggregation.Change => Change(values, [.. all.Where(r => r.Day <= day.AddDays(-window) && r.Day > day.AddDays(-2 * window)).Select(r => r.Value)]),
            Aggregation.Ratio => Ratio(values[^1], Gauge(by!, Aggregation.Last, window, null, account, day).Value),
            _ => throw new NotSupportedException(),
        };
    }

    private bool IsStale(Metric metric, WorldAccount account, DateOnly day) =>
        _calculated.Readings(metric, account, day) is { Count: > 0 } all && all[^1].Day < day.AddDays(-metric.Freshness);

    private static decimal? Slope(List<DateOnly> days, List<decimal> values, int length)
    {
        if (days.Count < 3) return null;
        var (x, y) = (days.Average(d => (decimal)d.DayNumber), values.Average());
        if (values.Sum() == 0) return values.All(v => v == 0) ? 0 : null;
        var rise = days.Zip(values, (d, v) => (d.DayNumber - x) * (v - y)).Sum();
        var spread = days.Sum(d => (d.DayNumber - x) * (d.DayNumber - x));
        return rise / spread * length / Math.Abs(y) * 100;
    }

    private static (MeasureStatus, decimal?) Change(List<decimal> values, List<decimal> before)
    {
        if (before.Count == 0) return s_missing;
        var (a, b) = (values.Average(), before.Average());
        if (b == 0) return Ok(a == 0 ? 0 : Math.Sign(a) * 1000);
        return Ok(Math.Clamp((a - b) / Math.Abs(b) * 100, -1000, 1000));
    }

    private static (MeasureStatus, decimal?) Ratio(decimal a, decimal? b) => b is null or 0 ? s_missing : Ok(a / b);

    // Slow is fine, but not once for every peer of every peer.
    private static TValue Once<TKey, TValue>(Dictionary<TKey, TValue> known, TKey key, Func<TValue> make)
        where TKey : notnull => known.TryGetValue(key, out var value) ? value : known[key] = make();

    private static IEnumerable<DateOnly> LastDays(int count, DateOnly day) => Enumerable.Range(0, count).Select(i => day.AddDays(-i));
}
