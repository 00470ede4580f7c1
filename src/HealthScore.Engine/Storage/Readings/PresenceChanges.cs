using System.Runtime.InteropServices;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Which readings came and went during a write: what <c>metric_day</c>, late readings, an account's first one and the starts of its gauges follow.</summary>
internal sealed class PresenceChanges(IReadOnlySet<short> gauges)
{
    private readonly Dictionary<(short Metric, int Day), ReadingCounts> _days = [];
    private readonly Dictionary<long, (int Added, int Removed)> _first = [];
    private readonly Dictionary<(long Account, short Metric), int> _starts = [];

    public void Add(MergedRow row, int month, in ChangedReading reading)
    {
        var (day, isAdded) = (month + reading.Day, reading.Change is ReadingChange.Added);
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, (reading.Metric, day), out _);
        counts = counts.With(reading.Change);
        if (reading.Change is ReadingChange.Changed) return;
        // Where the month has had an earlier day already, an added one is not the account's first.
        if (!isAdded || (row.Days & ((1u << reading.Day) - 1)) == 0)
        {
            ref var earliest = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, row.Account, out var known);
            if (!known) earliest = (int.MaxValue, int.MaxValue);
            if (isAdded) earliest.Added = Math.Min(earliest.Added, day);
            else earliest.Removed = Math.Min(earliest.Removed, day);
        }

        if (!gauges.Contains(reading.Metric)) return;
        if (!isAdded) LostGauges.Add(row.Account);
        else if (reading.IsFirst)
        {
            ref var start = ref CollectionsMarshal.GetValueRefOrAddDefault(_starts, (row.Account, reading.Metric), out var has);
            start = has ? Math.Min(start, day) : day;
        }
    }

    /// <summary>Whether any reading went.</summary>
    public bool HasRemovals => _first.Values.Any(f => f.Removed < int.MaxValue);

    public IReadOnlySet<short> Gauges => gauges;

    /// <summary>The accounts that lost a reading of a gauge.</summary>
    public HashSet<long> LostGauges { get; } = [];

    /// <summary>The days that may be the first of a gauge: the earliest added, where its month had none before.</summary>
    public IEnumerable<(long Account, short Metric, DateOnly Day)> GaugeStarts() =>
        _starts.Select(s => (s.Key.Account, s.Key.Metric, DateOnly.FromDayNumber(s.Value)));

    /// <summary>By how much the number of accounts with a reading changes, per metric and day.</summary>
    public IEnumerable<(short Metric, DateOnly Day, long Change)> Days() =>
        _days.Where(d => d.Value.Added != d.Value.Removed).Select(d => (d.Key.Metric, DateOnly.FromDayNumber(d.Key.Day), d.Value.Added - d.Value.Removed));

    /// <summary>What was added, changed and removed, per metric and day.</summary>
    public IEnumerable<(short Metric, DateOnly Day, ReadingCounts Counts)> Counts() =>
        _days.Select(d => (d.Key.Metric, DateOnly.FromDayNumber(d.Key.Day), d.Value));

    /// <summary>The earliest added day of each account that may have got its first reading.</summary>
    public IEnumerable<(long Account, DateOnly Day)> EarliestAdded() =>
        _first.Where(f => f.Value.Added < int.MaxValue).Select(f => (f.Key, DateOnly.FromDayNumber(f.Value.Added)));

    /// <summary>The earliest removed day of each account that lost readings.</summary>
    public IEnumerable<(long Account, DateOnly Day)> EarliestRemoved() =>
        _first.Where(f => f.Value.Removed < int.MaxValue).Select(f => (f.Key, DateOnly.FromDayNumber(f.Value.Removed)));
}
