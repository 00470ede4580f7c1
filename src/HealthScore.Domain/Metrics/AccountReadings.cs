using HealthScore.Domain.Metrics.Calculated;

namespace HealthScore.Domain.Metrics;

/// <summary>
/// All readings of one account, per metric in day order. One object serves many accounts, one after the other:
/// <see cref="Clear"/> keeps the memory, so that nothing is allocated once it is warm. Not for two threads at once.
/// </summary>
public sealed class AccountReadings
{
    private readonly List<short> _used = [];
    private Slot?[] _slots = new Slot?[16];
    private int _version;

    /// <summary>Makes room for the next account.</summary>
    public void Clear()
    {
        foreach (var metric in _used) (_slots[metric]!.Count, _slots[metric]!.Earlier) = (0, int.MaxValue);
        _used.Clear();
        _version++;
    }

    /// <summary>Adds a reading. In day order it is fast, in any other right; a second one of a day replaces the first.</summary>
    public void Add(short metricId, int day, double value)
    {
        var slot = SlotOf(metricId);
        _version++;
        if (slot.Count == slot.Days.Length) slot.Grow(slot.Count + 1);
        if (slot.Count > 0 && slot.Days[slot.Count - 1] >= day)
        {
            slot.Insert(day, value);
            return;
        }
        slot.Days[slot.Count] = day;
        slot.Values[slot.Count++] = value;
    }

    /// <summary>Adds many readings in day order, all later than those the metric has.</summary>
    public void AddRange(short metricId, ReadOnlySpan<int> days, ReadOnlySpan<double> values)
    {
        AddRange(metricId, days.Length, out var toDays, out var toValues);
        days.CopyTo(toDays);
        values.CopyTo(toValues);
    }

    /// <summary>Adds readings that the caller fills in, in place of copying them: in day order, all later than those the metric has.</summary>
    /// <param name="metricId">The metric.</param>
    /// <param name="count">How many.</param>
    /// <param name="days">To be filled with their days.</param>
    /// <param name="values">To be filled with their values.</param>
    public void AddRange(short metricId, int count, out Span<int> days, out Span<double> values)
    {
        days = default;
        values = default;
        if (count == 0) return;
        var slot = SlotOf(metricId);
        _version++;
        slot.Grow(slot.Count + count);
        days = slot.Days.AsSpan(slot.Count, count);
        values = slot.Values.AsSpan(slot.Count, count);
        slot.Count += count;
    }

    /// <summary>
    /// Notes that a metric has had readings since a day so long ago that its readings of then are left out here: a gauge is then
    /// stale rather than missing.
    /// </summary>
    public void NoteEarlier(short metricId, int day) => SlotOf(metricId).Earlier = day;

    /// <summary>True when readings up to the day are left out.</summary>
    public bool HasEarlier(short metricId, int day) => metricId < _slots.Length && _slots[metricId]?.Earlier <= day;

    /// <summary>The readings of a metric; empty when there is none.</summary>
    public Series Series(short metricId) =>
        metricId < _slots.Length && _slots[metricId] is { } slot
            ? new(slot.Days.AsSpan(0, slot.Count), slot.Values.AsSpan(0, slot.Count))
            : default;

    /// <summary>Where calculated metrics are worked out.</summary>
    internal Scratch Scratch { get; } = new();

    /// <summary>True when the readings of a calculated metric stand here from a day on, as of a day, and nothing came after they were calculated.</summary>
    internal bool IsCalculated(short metricId, int from, int day) =>
        metricId < _slots.Length && _slots[metricId] is { } slot && slot.Version == _version && slot.Day == day && slot.From <= from;

    /// <summary>Takes the readings of a calculated metric in place of those it had: of the days from one on, NaN where there is none.</summary>
    internal void SetCalculated(short metricId, int from, int day, ReadOnlySpan<double> values)
    {
        var slot = SlotOf(metricId);
        (slot.Count, slot.Version, slot.Day, slot.From) = (0, _version, day, from);
        slot.Grow(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) continue;
            (slot.Days[slot.Count], slot.Values[slot.Count]) = (from + i, values[i]);
            slot.Count++;
        }
    }

    private Slot SlotOf(short metricId)
    {
        if (metricId >= _slots.Length) Array.Resize(ref _slots, Math.Max(metricId + 1, _slots.Length * 2));
        var slot = _slots[metricId] ??= new();
        if (slot.Count == 0) _used.Add(metricId);
        return slot;
    }

    private sealed class Slot
    {
        public int[] Days = new int[128];
        public double[] Values = new double[128];
        public int Count;
        public int Earlier = int.MaxValue;

        // Of a calculated metric: what its readings were calculated from and as of.
        public int Version = -1;
        public int Day;
        public int From;

        public void Grow(int needed)
        {
            if (needed <= Days.Length) return;
            var length = Math.Max(needed, Days.Length * 2);
            Array.Resize(ref Days, length);
            Array.Resize(ref Values, length);
        }

        public void Insert(int day, double value)
        {
            var at = Array.BinarySearch(Days, 0, Count, day);
            if (at < 0)
            {
                at = ~at;
                Array.Copy(Days, at, Days, at + 1, Count - at);
                Array.Copy(Values, at, Values, at + 1, Count - at);
                Days[at] = day;
                Count++;
            }
            Values[at] = value;
        }
    }
}
