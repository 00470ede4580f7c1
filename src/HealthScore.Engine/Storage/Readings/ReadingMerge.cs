namespace HealthScore.Engine.Storage.Readings;

/// <summary>Merges a batch's entries into packed rows.</summary>
internal sealed class ReadingMerge(ReadingBatch batch)
{
    private readonly ReadingMonth _month = new();
    private byte[] _buffer = [];

    /// <summary>Merges the entries that start at a place of the batch into a row read with a version (0: there was none), and notes what changes.</summary>
    public MergedRow Row(int from, int version, ReadOnlySpan<byte> stored, List<ChangedReading> changes)
    {
        var counts = new ReadingCounts();
        var first = changes.Count;
        _month.Unpack(stored);
        var days = _month.Days;
        for (var (i, end) = (from, batch.EndOfRow(from)); i < end; i++)
        {
            if (batch.IsOverwritten(i)) continue;
            var change = _month.Set(batch.Metric(i), batch.Day(i), batch.Value(i));
            counts = counts.With(change);
            if (change is not ReadingChange.None)
                changes.Add(new(batch.Metric(i), batch.Day(i), change, change is ReadingChange.Added && _month.IsFirst(batch.Metric(i), batch.Day(i))));
        }
        var data = counts is { Added: 0, Changed: 0, Removed: 0 } ? null : Pack();
        return new(batch.Account(from), version, days, data, counts, first..changes.Count);
    }

    private byte[] Pack()
    {
        if (_buffer.Length < _month.LongestPacked) _buffer = new byte[2 * _month.LongestPacked];
        return _buffer[.._month.Pack(_buffer)];
    }
}

/// <summary>A row after its merge.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Version">The version it was read with.</param>
/// <param name="Days">The days of the month that had a reading before, a bit for each.</param>
/// <param name="Data">Packed; null: nothing changed.</param>
/// <param name="Counts">What the merge did.</param>
/// <param name="Changes">Where its changes stand among those that were noted.</param>
internal readonly record struct MergedRow(long Account, int Version, uint Days, byte[]? Data, ReadingCounts Counts, Range Changes);

/// <summary>A reading that came, went or has another value.</summary>
/// <param name="Metric">Its metric.</param>
/// <param name="Day">Its day; 0 is the first of the month.</param>
/// <param name="Change">What became of it.</param>
/// <param name="IsFirst">Whether it came and the metric has none earlier in the month.</param>
internal readonly record struct ChangedReading(short Metric, int Day, ReadingChange Change, bool IsFirst);
