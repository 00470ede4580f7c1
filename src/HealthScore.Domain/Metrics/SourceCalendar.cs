using System.Collections.Concurrent;

namespace HealthScore.Domain.Metrics;

/// <summary>
/// On which days a count metric had a source: the days on which any account at all had a reading, with the short gaps
/// between them (scoring contract, section 2). One calendar serves every day: it keeps stretches of days with source,
/// and what a day could not know yet is left out when it is asked <see cref="AsOf"/> that day.
/// </summary>
public sealed class SourceCalendar
{
    private readonly int[] _days = [];
    private readonly Stretch[] _stretches = [];
    private readonly IReadOnlyList<SourceCalendar> _all = [];
    private readonly ConcurrentDictionary<int, SourceView> _joined = [];

    /// <summary>A calendar from the days on which any account had a reading, in any order, and the metric's freshness in days (at least 1).</summary>
    public SourceCalendar(IEnumerable<int> daysWithReadings, int freshness)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freshness, 1);
        _days = [.. daysWithReadings.Distinct().Order()];
        Freshness = freshness;
        _stretches = [.. Summed(Gathered())];
    }

    private SourceCalendar(IEnumerable<(int First, int Last)> stretches) => _stretches = [.. Summed(stretches)];

    private SourceCalendar(IReadOnlyList<SourceCalendar> all) => (_all, Freshness) = (all, all.Min(c => c.Freshness));

    /// <summary>The calendar of what needs several sources at once: a day has source when all have it, and the silence of one is that of all.</summary>
    public static SourceCalendar OfAll(IReadOnlyList<SourceCalendar> calendars) => calendars.Count == 1 ? calendars[0] : new(calendars);

    /// <summary>A run of this many days without any reading is one without source.</summary>
    public int Freshness { get; }

    /// <summary>What is known of the source as of a day.</summary>
    public SourceView AsOf(int day)
    {
        if (_all.Count > 0) return _joined.GetOrAdd(day, Join);
        var at = LastStartingBy(day);
        return at < 0 || day - _stretches[at].Last >= Freshness ? default : new(this, at, day);
    }

    // The days of source up to a day, as they are known when the stretch `latest` is the last one and still going on.
    internal DaySums Through(int day, int latest)
    {
        var at = Math.Min(LastStartingBy(day), latest);
        if (at < 0) return default;
        ref readonly var stretch = ref _stretches[at];
        return stretch.Before + DaySums.Of(stretch.First - Origin, (at == latest ? day : Math.Min(day, stretch.Last)) - Origin);
    }

    // The same stretches, one by one.
    internal IEnumerable<(int First, int Last)> StretchesThrough(int day, int latest) =>
        _stretches.Take(latest + 1).Select((s, at) => (s.First, at == latest ? day : s.Last));

    // The last of the days is `day`.
    internal void Fill(Span<double> days, int day, int latest, double value)
    {
        var first = day - days.Length + 1;
        for (var at = latest; at >= 0; at--)
        {
            var (start, end) = (Math.Max(_stretches[at].First, first), at == latest ? day : _stretches[at].Last);
            if (end < start) return;
            days[(start - first)..(end - first + 1)].Fill(value);
        }
    }

    // Sums of squares stay small and exact when days are counted from the first one.
    internal int Origin => _stretches[0].First;

    private int LastStartingBy(int day)
    {
        var at = _stretches.Length - 1;
        if (at < 0 || _stretches[at].First <= day) return at;
        int low = 0, high = at;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_stretches[middle].First <= day) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }

    // What a source could not know on the day differs from source to source, so they are joined as of the day; it is the same for all accounts.
    private SourceView Join(int day)
    {
        var views = _all.Select(c => c.AsOf(day)).ToList();
        if (views.Exists(v => v.IsSilent)) return default;
        var joined = views.Select(v => v.Stretches).Aggregate((a, b) => Common([.. a], [.. b]));
        var calendar = new SourceCalendar(joined);
        return new(calendar, calendar._stretches.Length - 1, day);
    }

    private static IEnumerable<(int First, int Last)> Common((int First, int Last)[] a, (int First, int Last)[] b)
    {
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var (first, last) = (Math.Max(a[i].First, b[j].First), Math.Min(a[i].Last, b[j].Last));
            if (first <= last) yield return (first, last);
            if (a[i].Last < b[j].Last) i++;
            else j++;
        }
    }

    private IEnumerable<(int First, int Last)> Gathered()
    {
        for (int i = 0, next; i < _days.Length; i = next)
        {
            for (next = i + 1; next < _days.Length && _days[next] - _days[next - 1] - 1 < Freshness;) next++;
            yield return (_days[i], _days[next - 1]);
        }
    }

    private static IEnumerable<Stretch> Summed(IEnumerable<(int First, int Last)> stretches)
    {
        var (before, origin) = (default(DaySums), (int?)null);
        foreach (var (first, last) in stretches)
        {
            origin ??= first;
            yield return new(first, last, before);
            before += DaySums.Of(first - origin.Value, last - origin.Value);
        }
    }

    private readonly record struct Stretch(int First, int Last, DaySums Before);
}
