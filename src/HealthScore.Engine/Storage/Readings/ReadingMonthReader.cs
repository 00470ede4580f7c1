using System.Buffers.Binary;
using System.Numerics;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Walks over the metrics of a packed month, without allocating. See <see cref="ReadingMonth"/> for the format.</summary>
internal ref struct ReadingMonthReader
{
    private ReadOnlySpan<byte> _rest;

    public ReadingMonthReader(ReadOnlySpan<byte> data)
    {
        if (data.Length == 0 || data[0] != ReadingMonth.Format)
            throw new InvalidDataException($"Packed readings have the format {(data.Length == 0 ? -1 : data[0])}, which this version does not know.");
        _rest = data[1..];
    }

    public short MetricId { get; private set; }

    public ValueEncoding Encoding { get; private set; }

    /// <summary>The values as they are packed.</summary>
    public ReadOnlySpan<byte> Packed { get; private set; }

    /// <summary>A bit per day with a reading; bit 0 is the first of the month.</summary>
    public uint Days { get; private set; }

    /// <summary>Goes to the next metric; false: there is none.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        MetricId = BinaryPrimitives.ReadInt16LittleEndian(_rest);
        Encoding = new(_rest[2]);
        Days = BinaryPrimitives.ReadUInt32LittleEndian(_rest[3..]);
        var size = Encoding.Size(BitOperations.PopCount(Days));
        Packed = _rest.Slice(ReadingMonth.MetricHeader, size);
        _rest = _rest[(ReadingMonth.MetricHeader + size)..];
        return true;
    }

    /// <summary>The metric's values in the order of their days, from the given one on, as many as there is room for.</summary>
    public readonly void Values(int first, Span<double> to)
    {
        if (!to.IsEmpty) Encoding.Read(Packed, first, to);
    }
}
