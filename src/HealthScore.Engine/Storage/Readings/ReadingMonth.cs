using System.Buffers.Binary;
using System.Numerics;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>
/// One account's readings of one month, open for changes; reusable. Packed it is a format byte, then per metric that has readings,
/// in the order of ids: id (2 bytes, low first), encoding (1), a bit per day (4), the values (see <see cref="ValueEncoding"/>).
/// A metric stays packed here too: most changes add a value that its encoding has room for, and touch no other.
/// </summary>
internal sealed class ReadingMonth
{
    public const byte Format = 1;
    public const int MetricHeader = 7;
    private const int LongestMonth = 31;
    private const int Room = LongestMonth * sizeof(double);

    private short[] _metrics = new short[16];
    private ValueEncoding[] _encodings = new ValueEncoding[16];
    private uint[] _days = new uint[16];
    private byte[] _values = new byte[16 * Room];
    private int _count;

    public void Clear() => _count = 0;

    public void Unpack(ReadOnlySpan<byte> data)
    {
        Clear();
        for (var reader = new ReadingMonthReader(data); reader.Next();)
        {
            Insert(_count, reader.MetricId);
            (_encodings[_count - 1], _days[_count - 1]) = (reader.Encoding, reader.Days);
            reader.Packed.CopyTo(Values(_count - 1));
        }
    }

    /// <summary>The days on which any metric has a reading, a bit for each.</summary>
    public uint Days
    {
        get
        {
            var days = 0u;
            for (var slot = 0; slot < _count; slot++) days |= _days[slot];
            return days;
        }
    }

    /// <summary>Sets the value of a metric on a day (0 is the first of the month); NaN removes it.</summary>
    public ReadingChange Set(short metric, int day, double value)
    {
        var slot = Array.BinarySearch(_metrics, 0, _count, metric);
        var had = slot >= 0 && (_days[slot] >> day & 1) != 0;
        if (double.IsNaN(value))
        {
            if (had) Replace(slot, day, value);
            return had ? ReadingChange.Removed : ReadingChange.None;
        }
        if (slot < 0) Insert(slot = ~slot, metric);
        if (!had)
        {
            Add(slot, day, value);
            return ReadingChange.Added;
        }
        Span<double> old = stackalloc double[1];
        _encodings[slot].Read(Values(slot), Before(slot, day), old);
        if (BitConverter.DoubleToInt64Bits(old[0]) == BitConverter.DoubleToInt64Bits(value)) return ReadingChange.None;
        Replace(slot, day, value);
        return ReadingChange.Changed;
    }

    /// <summary>True when the metric has no reading before the day.</summary>
    public bool IsFirst(short metric, int day) =>
        Array.BinarySearch(_metrics, 0, _count, metric) is not (>= 0 and var slot) || Before(slot, day) == 0;

    /// <summary>Bytes that packing may take at most.</summary>
    public int LongestPacked => 1 + (_count * (MetricHeader + Room));

    /// <summary>Packs into the buffer and returns how many bytes it took.</summary>
    public int Pack(Span<byte> to)
    {
        to[0] = Format;
        var length = 1;
        for (var slot = 0; slot < _count; slot++)
        {
            if (_days[slot] == 0) continue;
            BinaryPrimitives.WriteInt16LittleEndian(to[length..], _metrics[slot]);
            to[length + 2] = _encodings[slot].Code;
            BinaryPrimitives.WriteUInt32LittleEndian(to[(length + 3)..], _days[slot]);
            length += MetricHeader;
            var values = Values(slot)[.._encodings[slot].Size(BitOperations.PopCount(_days[slot]))];
            values.CopyTo(to[length..]);
            length += values.Length;
        }
        return length;
    }

    private void Add(int slot, int day, double value)
    {
        if (_days[slot] == 0 || !_encodings[slot].TryInsert(value, Before(slot, day), BitOperations.PopCount(_days[slot]), Values(slot))) Replace(slot, day, value);
        else _days[slot] |= 1u << day;
    }

    // With another value the narrowest encoding may be another one.
    private void Replace(int slot, int day, double value)
    {
        Span<double> all = stackalloc double[LongestMonth + 1];
        var (count, at) = (BitOperations.PopCount(_days[slot]), Before(slot, day));
        if (count > 0) _encodings[slot].Read(Values(slot), 0, all[..count]);
        if ((_days[slot] >> day & 1) != 0) all[(at + 1)..count--].CopyTo(all[at..]);
        _days[slot] &= ~(1u << day);
        if (!double.IsNaN(value))
        {
            all[at..count++].CopyTo(all[(at + 1)..]);
            all[at] = value;
            _days[slot] |= 1u << day;
        }
        if (count == 0) return;
        _encodings[slot] = ValueEncoding.Narrowest(all[..count]);
        _encodings[slot].Write(all[..count], Values(slot));
    }

    // How many values of the metric are of earlier days.
    private int Before(int slot, int day) => BitOperations.PopCount(_days[slot] & ((1u << day) - 1));

    private Span<byte> Values(int slot) => _values.AsSpan(slot * Room, Room);

    private void Insert(int slot, short metric)
    {
        if (_count == _metrics.Length)
        {
            Array.Resize(ref _metrics, 2 * _count);
            Array.Resize(ref _encodings, 2 * _count);
            Array.Resize(ref _days, 2 * _count);
            Array.Resize(ref _values, 2 * _count * Room);
        }
        if (slot < _count)
        {
            Array.Copy(_metrics, slot, _metrics, slot + 1, _count - slot);
            Array.Copy(_encodings, slot, _encodings, slot + 1, _count - slot);
            Array.Copy(_days, slot, _days, slot + 1, _count - slot);
            Array.Copy(_values, slot * Room, _values, (slot + 1) * Room, (_count - slot) * Room);
        }
        (_metrics[slot], _days[slot]) = (metric, 0);
        _count++;
    }
}

/// <summary>What setting a reading did.</summary>
internal enum ReadingChange
{
    None,
    Added,
    Changed,
    Removed,
}
