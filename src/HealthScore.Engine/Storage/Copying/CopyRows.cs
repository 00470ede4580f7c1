using System.Buffers.Binary;
using System.Text;

namespace HealthScore.Engine.Storage.Copying;

/// <summary>Rows in PostgreSQL's binary COPY format, put together in memory: on many threads if need be, while one only sends them.</summary>
internal sealed class CopyRows
{
    private static readonly long[] Powers = [1, 10_000, 100_000_000, 1_000_000_000_000, 10_000_000_000_000_000];

    private byte[] _bytes = new byte[1 << 12];
    private int _length;

    /// <summary>What a COPY begins with: signature, no flags, no extension.</summary>
    public static ReadOnlyMemory<byte> Header { get; } = new byte[] { 0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0 };

    /// <summary>What it ends with: a row of -1 columns.</summary>
    public static ReadOnlyMemory<byte> Trailer { get; } = new byte[] { 0xFF, 0xFF };

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    public long Count { get; private set; }

    /// <summary>Forgets the rows, which have been sent; their memory stays.</summary>
    public void Clear() => _length = 0;

    /// <summary>Begins a row with so many columns.</summary>
    public CopyRows Row(short columns)
    {
        Count++;
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), columns);
        return this;
    }

    public CopyRows Add(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Column(sizeof(long)), value);
        return this;
    }

    public CopyRows Add(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Column(sizeof(int)), value);
        return this;
    }

    public CopyRows Add(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Column(sizeof(short)), value);
        return this;
    }

    public CopyRows Add(int? value) => value is { } known ? Add(known) : Null();

    public CopyRows Add(double value)
    {
        BinaryPrimitives.WriteDoubleBigEndian(Column(sizeof(double)), value);
        return this;
    }

    public CopyRows Add(double? value) => value is { } known ? Add(known) : Null();

    public CopyRows Add(bool value)
    {
        Column(1)[0] = value ? (byte)1 : (byte)0;
        return this;
    }

    public CopyRows Add(DateOnly value) => Add(value.DayNumber - CopyReader.Epoch);

    public CopyRows Add(DateOnly? value) => value is { } known ? Add(known) : Null();

    public CopyRows Add(string? value)
    {
        if (value is null) return Null();
        Encoding.UTF8.GetBytes(value, Column(Encoding.UTF8.GetByteCount(value)));
        return this;
    }

    public CopyRows Add(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Column(value.Length));
        return this;
    }

    /// <summary>An amount of at most two decimals as numeric: digits to the base of ten thousand, the first standing for that base to the power of the weight.</summary>
    public CopyRows Add(decimal value)
    {
        Span<short> digits = stackalloc short[6];
        var (whole, fraction) = (decimal.ToInt64(Math.Abs(value)), (short)(Math.Abs(value) % 1 * 10_000));
        var (count, weight) = (0, -1);
        for (var rest = whole; rest > 0; rest /= 10_000) weight++;
        for (var i = weight; i >= 0; i--) digits[count++] = (short)(whole / Powers[i] % 10_000);
        if (fraction > 0) digits[count++] = fraction;
        var column = Column((4 + count) * sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(column, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(column[2..], (short)weight);
        BinaryPrimitives.WriteUInt16BigEndian(column[4..], (ushort)(value < 0 ? 0x4000 : 0));
        BinaryPrimitives.WriteInt16BigEndian(column[6..], 2);
        for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt16BigEndian(column[(8 + (2 * i))..], digits[i]);
        return this;
    }

    public CopyRows Null()
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), -1);
        return this;
    }

    /// <summary>Room for a column of so many bytes, to be filled at once.</summary>
    public Span<byte> Column(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), length);
        return Take(length);
    }

    private Span<byte> Take(int length)
    {
        if (_length + length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_length + length, 2 * _bytes.Length));
        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
