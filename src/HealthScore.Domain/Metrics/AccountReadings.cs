namespace HealthScore.Domain.Metrics;

/// <summary>
/// All readings of one account, per metric in day order. One object serves many accounts, one after the other:
/// <see cref="Clear"/> keeps the memory, so that nothing is allocated once it is warm. Not for two threads at once.
/// </summary>
public sealed class AccountReadings
{
    private readonly List<short> _used = [];
    private Slot?[] _slots = new Slot?[16];

    /// <summary>Makes room for the next account.</summary>
    public void Clear()
    {
        foreach (var metric in _used) (_slots[metric]!.Count, _slots[metric]!.Earlier) = (0, int.MaxValue);
        _used.Clear();
    }

    /// <summary>Adds a reading. In day order it is fast, in any other right; a second one of a day replaces the first.</summary>
    public void Add(short metricId, int day, double value)
    {
        var slot = SlotOf(metricId);
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
        if (days.IsEmpty) return;
        var slot = SlotOf(metricId);
        slot.Grow(slot.Count + days.Length);
        days.CopyTo(slot.Days.AsSpan(slot.Count));
        values.CopyTo(slot.Values.AsSpan(slot.Count));
        slot.Count += days.Length;
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
