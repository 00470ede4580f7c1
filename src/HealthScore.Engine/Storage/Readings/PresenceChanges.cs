using System.Runtime.InteropServices;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Which readings came and went during a write: what <c>metric_day</c> and an account's first reading follow.</summary>
internal sealed class PresenceChanges
{
    private readonly Dictionary<(short Metric, int Day), long> _days = [];
    private readonly Dictionary<long, (int Added, int Removed)> _first = [];

    public void Add(long account, short metric, int dayNumber, bool added)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_days, (metric, dayNumber), out _) += added ? 1 : -1;
        ref var earliest = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, account, out var known);
        if (!known) earliest = (int.MaxValue, int.MaxValue);
        if (added) earliest.Added = Math.Min(earliest.Added, dayNumber);
        else earliest.Removed = Math.Min(earliest.Removed, dayNumber);
    }

    /// <summary>By how much the number of accounts with a reading changes, per metric and day.</summary>
    public IEnumerable<(short Metric, DateOnly Day, long Change)> Days() =>
        _days.Where(d => d.Value != 0).Select(d => (d.Key.Metric, DateOnly.FromDayNumber(d.Key.Day), d.Value));

    /// <summary>The earliest added day of each account that got readings.</summary>
    public IEnumerable<(long Account, DateOnly Day)> EarliestAdded() =>
        _first.Where(f => f.Value.Added < int.MaxValue).Select(f => (f.Key, DateOnly.FromDayNumber(f.Value.Added)));

    /// <summary>The earliest removed day of each account that lost readings.</summary>
    public IEnumerable<(long Account, DateOnly Day)> EarliestRemoved() =>
        _first.Where(f => f.Value.Removed < int.MaxValue).Select(f => (f.Key, DateOnly.FromDayNumber(f.Value.Removed)));
}
