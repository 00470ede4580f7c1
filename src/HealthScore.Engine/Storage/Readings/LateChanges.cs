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

    /// <summary>Adds them to what is kept, and returns how many they are.</summary>
    public async Task<long> KeepAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (_counts.Count == 0) return 0;
        await ReadingSql.AddLateAsync(
            connection, [.. _counts.Keys.Select(k => k.Metric)], [.. _counts.Keys.Select(k => DateOnly.FromDayNumber(k.Month))],
            [.. _counts.Values.Select(c => c.Added)], [.. _counts.Values.Select(c => c.Changed)], [.. _counts.Values.Select(c => c.Removed)], ct);
        return _counts.Values.Sum(c => c.Added + c.Changed + c.Removed);
    }
}
