using System.Buffers.Binary;
using System.Numerics;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>
/// One account's readings of one month, unpacked for changes; reusable. Packed it is a format byte, then per metric that has readings,
/// in the order of ids: id (2 bytes, low first), encoding (1), a bit per day (4), the values (see <see cref="ValueEncoding"/>).
/// </summary>
internal sealed class ReadingMonth
{
    public const byte Format = 1;
    public const int MetricHeader = 7;
    private const int LongestMonth = 31;

    private short[] _metrics = new short[16];
    private uint[] _days = new uint[16];
    private double[] _values = new double[16 * LongestMonth];
    private int _count;

    public void Clear() => _count = 0;

    public void Unpack(ReadOnlySpan<byte> data)
    {
        Clear();
        Span<double> present = stackalloc double[LongestMonth];
        for (var reader = new ReadingMonthReader(data); reader.Next();)
        {
            Insert(_count, reader.MetricId);
            var slot = _count - 1;
            _days[slot] = reader.Days;
            reader.Values(0, present[..BitOperations.PopCount(reader.Days)]);
            var next = 0;
            for (var left = reader.Days; left != 0; left &= left - 1)
                _values[(slot * LongestMonth) + BitOperations.TrailingZeroCount(left)] = present[next++];
        }
    }

    /// <summary>Sets the value of a metric on a day (0 is the first of the month); NaN removes it.</summary>
    public ReadingChange Set(short metric, int day, double value)
    {
        var slot = Array.BinarySearch(_metrics, 0, _count, metric);
        var had = slot >= 0 && (_days[slot] >> day & 1) != 0;
        if (double.IsNaN(value))
        {
            if (!had) return ReadingChange.None;
            _days[slot] &= ~(1u << day);
            return ReadingChange.Removed;
        }
        if (slot < 0) Insert(slot = ~slot, metric);
        ref var old = ref _values[(slot * LongestMonth) + day];
        if (had && BitConverter.DoubleToInt64Bits(old) == BitConverter.DoubleToInt64Bits(value)) return ReadingChange.None;
        old = value;
        _days[slot] |= 1u << day;
        return had ? ReadingChange.Changed : ReadingChange.Added;
    }

    /// <summary>True when the metric has no reading before the day.</summary>
    public bool IsFirst(short metric, int day) =>
        Array.BinarySearch(_metrics, 0, _count, metric) is not (>= 0 and var slot) || (_days[slot] & ((1u << day) - 1)) == 0;

    /// <summary>Bytes that packing may take at most.</summary>
    public int LongestPacked => 1 + (_count * (MetricHeader + (LongestMonth * sizeof(double))));

    /// <summary>Packs into the buffer and returns how many bytes it took.</summary>
    public int Pack(Span<byte> to)
    {
        Span<double> present = stackalloc double[LongestMonth];
        to[0] = Format;
        var length = 1;
        for (var slot = 0; slot < _count; slot++)
        {
            if (_days[slot] == 0) continue;
            var many = 0;
            for (var left = _days[slot]; left != 0; left &= left - 1)
                present[many++] = _values[(slot * LongestMonth) + BitOperations.TrailingZeroCount(left)];
            var encoding = ValueEncoding.Narrowest(present[..many]);
            BinaryPrimitives.WriteInt16LittleEndian(to[length..], _metrics[slot]);
            to[length + 2] = encoding.Code;
            BinaryPrimitives.WriteUInt32LittleEndian(to[(length + 3)..], _days[slot]);
            length += MetricHeader;
            encoding.Write(present[..many], to[length..]);
            length += encoding.Size(many);
        }
        return length;
    }

    private void Insert(int slot, short metric)
    {
        if (_count == _metrics.Length)
        {
            Array.Resize(ref _metrics, 2 * _count);
            Array.Resize(ref _days, 2 * _count);
            Array.Resize(ref _values, 2 * _count * LongestMonth);
        }
        Array.Copy(_metrics, slot, _metrics, slot + 1, _count - slot);
        Array.Copy(_days, slot, _days, slot + 1, _count - slot);
        Array.Copy(_values, slot * LongestMonth, _values, (slot + 1) * LongestMonth, (_count - slot) * LongestMonth);
        _metrics[slot] = metric;
        _days[slot] = 0;
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
