using System.Runtime.InteropServices;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Merges a batch's entries into packed rows.</summary>
internal sealed class ReadingMerge(ReadingBatch batch)
{
    private readonly ReadingMonth _month = new();
    private readonly List<ChangedReading> _changes = [];
    private byte[] _buffer = [];

    /// <summary>Forgets the rows merged so far.</summary>
    public void Start() => _changes.Clear();

    /// <summary>Merges the entries that start at a place of the batch into a row read with a version (0: there was none).</summary>
    public MergedRow Row(int from, int version, ReadOnlySpan<byte> stored)
    {
        var counts = new ReadingCounts();
        var first = _changes.Count;
        _month.Unpack(stored);
        for (var (i, end) = (from, batch.EndOfRow(from)); i < end; i++)
        {
            if (batch.IsOverwritten(i)) continue;
            var change = _month.Set(batch.Metric(i), batch.Day(i), batch.Value(i));
            counts = counts.With(change);
            if (change is not ReadingChange.None)
                _changes.Add(new(batch.Metric(i), batch.Day(i), change, change is ReadingChange.Added && _month.IsFirst(batch.Metric(i), batch.Day(i))));
        }
        var data = counts is { Added: 0, Changed: 0, Removed: 0 } ? null : Pack();
        return new(batch.Account(from), version, data, counts, first.._changes.Count);
    }

    /// <summary>The readings that a row's merge changed.</summary>
    public ReadOnlySpan<ChangedReading> ChangesOf(MergedRow row) => CollectionsMarshal.AsSpan(_changes)[row.Changes];

    private byte[] Pack()
    {
        if (_buffer.Length < _month.LongestPacked) _buffer = new byte[2 * _month.LongestPacked];
        return _buffer[.._month.Pack(_buffer)];
    }
}

/// <summary>A row after its merge.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Version">The version it was read with.</param>
/// <param name="Data">Packed; null: nothing changed.</param>
/// <param name="Counts">What the merge did.</param>
/// <param name="Changes">Where <see cref="ReadingMerge.ChangesOf"/> finds what changed.</param>
internal readonly record struct MergedRow(long Account, int Version, byte[]? Data, ReadingCounts Counts, Range Changes);

/// <summary>A reading that came, went or has another value.</summary>
/// <param name="Metric">Its metric.</param>
/// <param name="Day">Its day; 0 is the first of the month.</param>
/// <param name="Change">What became of it.</param>
/// <param name="IsFirst">Whether it came and the metric has none earlier in the month.</param>
internal readonly record struct ChangedReading(short Metric, int Day, ReadingChange Change, bool IsFirst);
