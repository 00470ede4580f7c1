using System.Runtime.InteropServices;
using Npgsql;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>What a write changed on closed days, per metric and month of the readings.</summary>
internal sealed class LateChanges(ClosedDays closed)
{
    private readonly Dictionary<(short Metric, int Month), ReadingCounts> _counts = [];

    public void Add(int month, in ChangedReading reading)
    {
        if (closed.IsEmpty || !closed.Contains(month + reading.Day)) return;
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, (reading.Metric, month), out _);
        counts = counts.With(reading.Change);
    }

    /// <summary>How many they are.</summary>
    public long Count => _counts.Values.Sum(c => c.Added + c.Changed + c.Removed);

    /// <summary>Adds them to what is kept, by one of a trip's statements.</summary>
    public void AddTo(NpgsqlBatch trip)
    {
        if (_counts.Count > 0)
            PresenceSql.AddLate(
                trip, [.. _counts.Keys.Select(k => k.Metric)], [.. _counts.Keys.Select(k => DateOnly.FromDayNumber(k.Month))],
                [.. _counts.Values.Select(c => c.Added)], [.. _counts.Values.Select(c => c.Changed)], [.. _counts.Values.Select(c => c.Removed)]);
    }
}
