namespace HealthScore.Domain.Metrics;

/// <summary>
/// On which days a count metric had a source: the days on which any account at all had a reading, with the short gaps
/// between them (scoring contract, section 2). One calendar serves every day: it keeps stretches of days with source,
/// and what a day could not know yet is left out when it is asked <see cref="AsOf"/> that day.
/// </summary>
public sealed class SourceCalendar
{
    private readonly int[] _days;
    private readonly Stretch[] _stretches;

    /// <summary>A calendar from the days on which any account had a reading, in any order, and the metric's freshness in days (at least 1).</summary>
    public SourceCalendar(IEnumerable<int> daysWithReadings, int freshness)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freshness, 1);
        _days = [.. daysWithReadings.Distinct().Order()];
        Freshness = freshness;
        _stretches = [.. Stretches()];
    }

    /// <summary>A run of this many days without any reading is one without source.</summary>
    public int Freshness { get; }

    /// <summary>What is known of the source as of a day.</summary>
    public SourceView AsOf(int day)
    {
        var at = LastStartingBy(day);
        return at < 0 || day - _stretches[at].Last >= Freshness ? default : new(this, at, day);
    }

    /// <summary>This calendar with one more day on which an account had a reading.</summary>
    public SourceCalendar Including(int day) =>
        Array.BinarySearch(_days, day) >= 0 ? this : new([.. _days, day], Freshness);

    // The days of source up to a day, as they are known when the stretch `latest` is the last one and still going on.
    internal DaySums Through(int day, int latest)
    {
        var at = Math.Min(LastStartingBy(day), latest);
        if (at < 0) return default;
        ref readonly var stretch = ref _stretches[at];
        return stretch.Before + DaySums.Of(stretch.First - Origin, (at == latest ? day : Math.Min(day, stretch.Last)) - Origin);
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

    private IEnumerable<Stretch> Stretches()
    {
        var before = default(DaySums);
        for (int i = 0, next; i < _days.Length; i = next)
        {
            for (next = i + 1; next < _days.Length && _days[next] - _days[next - 1] - 1 < Freshness;) next++;
            yield return new(_days[i], _days[next - 1], before);
            before += DaySums.Of(_days[i] - _days[0], _days[next - 1] - _days[0]);
        }
    }

    private readonly record struct Stretch(int First, int Last, DaySums Before);
}
