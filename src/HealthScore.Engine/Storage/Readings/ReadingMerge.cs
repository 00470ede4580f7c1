using System.Runtime.InteropServices;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Merges a batch's entries into packed rows.</summary>
internal sealed class ReadingMerge(ReadingBatch batch)
{
    private readonly ReadingMonth _month = new();
    private readonly List<Presence> _presence = [];
    private byte[] _buffer = [];

    /// <summary>Forgets the rows merged so far.</summary>
    public void Start() => _presence.Clear();

    /// <summary>Merges the entries that start at a place of the batch into a row read with a version (0: there was none).</summary>
    public MergedRow Row(int from, int version, ReadOnlySpan<byte> stored)
    {
        var counts = new ReadingCounts();
        var presenceFrom = _presence.Count;
        _month.Unpack(stored);
        for (var (i, end) = (from, batch.EndOfRow(from)); i < end; i++)
        {
            if (batch.IsOverwritten(i)) continue;
            var change = _month.Set(batch.Metric(i), batch.Day(i), batch.Value(i));
            counts = counts.With(change);
            if (change is ReadingChange.Added or ReadingChange.Removed)
                _presence.Add(new(batch.Metric(i), batch.Day(i), change is ReadingChange.Added, _month.IsFirst(batch.Metric(i), batch.Day(i))));
        }
        var data = counts is { Added: 0, Changed: 0, Removed: 0 } ? null : Pack();
        return new(batch.Account(from), version, data, counts, presenceFrom.._presence.Count);
    }

    /// <summary>Metric and day (from 0) of the readings that came or went with a row.</summary>
    public ReadOnlySpan<Presence> PresenceOf(MergedRow row) => CollectionsMarshal.AsSpan(_presence)[row.PresenceRange];

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
/// <param name="PresenceRange">Where <see cref="ReadingMerge.PresenceOf"/> finds what came and went.</param>
internal readonly record struct MergedRow(long Account, int Version, byte[]? Data, ReadingCounts Counts, Range PresenceRange);

/// <summary>A reading that came or went.</summary>
/// <param name="Metric">Its metric.</param>
/// <param name="Day">Its day; 0 is the first of the month.</param>
/// <param name="Added">Whether it came.</param>
/// <param name="IsFirst">Whether the metric has none earlier in the month.</param>
internal readonly record struct Presence(short Metric, int Day, bool Added, bool IsFirst);
