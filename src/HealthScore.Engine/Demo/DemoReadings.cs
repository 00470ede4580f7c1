using HealthScore.Engine.Storage.Copying;
using HealthScore.Engine.Storage.Readings;

namespace HealthScore.Engine.Demo;

/// <summary>Packs accounts' readings into month rows, month by month, and counts who had a reading when.</summary>
internal sealed class DemoReadings
{
    private readonly SortedDictionary<int, CopyRows> _months = [];
    private readonly Dictionary<(short Metric, int Day), long> _presence = [];
    private readonly ReadingMonth _month = new();
    private byte[] _packed = [];

    /// <summary>Rows of <c>reading_month</c>, one batch per month: PostgreSQL likes to fill one partition after the other.</summary>
    public IReadOnlyList<CopyRows> Months => [.. _months.Values];

    /// <summary>Rows of <c>gauge_start</c>.</summary>
    public CopyRows GaugeStarts { get; } = new();

    /// <summary>How many accounts had a reading of the metric on the day.</summary>
    public IReadOnlyDictionary<(short Metric, int Day), long> Presence => _presence;

    public long Count { get; private set; }

    public void Add(long accountId, IReadOnlyList<DemoSeries> series)
    {
        if (series.Count == 0) return;
        foreach (var gauge in series.Where(s => DemoMetrics.Gauges.Contains(s.MetricId)))
            GaugeStarts.Row(3).Add(accountId).Add(gauge.MetricId).Add(DateOnly.FromDayNumber(gauge.Days[0]));
        var next = new int[series.Count];
        var last = MonthNumber.Of(series.Max(s => s.Days[^1])).Month;
        for (var month = MonthNumber.Of(series.Min(s => s.Days[0])).Month; month <= last; month++)
        {
            _month.Clear();
            var before = Count;
            for (var i = 0; i < series.Count; i++) next[i] = Take(series[i], next[i], month);
            if (Count > before) Write(accountId, month);
        }
    }

    private int Take(DemoSeries series, int from, int month)
    {
        var i = from;
        for (; i < series.Days.Length && MonthNumber.Of(series.Days[i]) is var (m, day) && m == month; i++)
        {
            _month.Set(series.MetricId, day, series.Values[i]);
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_presence, (series.MetricId, series.Days[i]), out _)++;
        }
        Count += i - from;
        return i;
    }

    private void Write(long accountId, int month)
    {
        if (_packed.Length < _month.LongestPacked) _packed = new byte[_month.LongestPacked];
        if (!_months.TryGetValue(month, out var rows)) _months.Add(month, rows = new());
        rows.Row(4).Add(accountId).Add(MonthNumber.First(month)).Add(1).Add(_packed.AsSpan(0, _month.Pack(_packed)));
    }
}
