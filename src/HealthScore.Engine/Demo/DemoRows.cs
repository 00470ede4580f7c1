using System.Buffers.Binary;
using System.Text;

namespace HealthScore.Engine.Demo;

/// <summary>Rows in PostgreSQL's binary COPY format. They are put together on many threads; the one that talks to the database only sends them.</summary>
internal sealed class DemoRows
{
    private static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    private byte[] _bytes = new byte[1 << 12];
    private int _length;

    /// <summary>What a COPY begins with: signature, no flags, no extension.</summary>
    public static ReadOnlyMemory<byte> Header { get; } = new byte[] { 0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0 };

    /// <summary>What it ends with: a row of -1 columns.</summary>
    public static ReadOnlyMemory<byte> Trailer { get; } = new byte[] { 0xFF, 0xFF };

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    public long Count { get; private set; }

    /// <summary>Begins a row with so many columns.</summary>
    public DemoRows Row(short columns)
    {
        Count++;
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), columns);
        return this;
    }

    public DemoRows Add(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Column(sizeof(long)), value);
        return this;
    }

    public DemoRows Add(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Column(sizeof(int)), value);
        return this;
    }

    public DemoRows Add(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Column(sizeof(short)), value);
        return this;
    }

    public DemoRows Add(int? value) => value is { } known ? Add(known) : Null();

    public DemoRows Add(double value)
    {
        BinaryPrimitives.WriteDoubleBigEndian(Column(sizeof(double)), value);
        return this;
    }

    public DemoRows Add(bool value)
    {
        Column(1)[0] = value ? (byte)1 : (byte)0;
        return this;
    }

    public DemoRows Add(DateOnly value) => Add(value.DayNumber - Epoch);

    public DemoRows Add(DateOnly? value) => value is { } known ? Add(known) : Null();

    public DemoRows Add(string? value)
    {
        if (value is null) return Null();
        Encoding.UTF8.GetBytes(value, Column(Encoding.UTF8.GetByteCount(value)));
        return this;
    }

    public DemoRows Add(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Column(value.Length));
        return this;
    }

    /// <summary>A whole amount as numeric: digits to the base of ten thousand, the highest first.</summary>
    public DemoRows Add(decimal value)
    {
        var rest = decimal.ToInt64(value);
        Span<short> digits = stackalloc short[5];
        var count = 0;
        for (; rest > 0; rest /= 10_000) digits[count++] = (short)(rest % 10_000);
        var column = Column((4 + count) * sizeof(short));
        column.Clear();
        BinaryPrimitives.WriteInt16BigEndian(column, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(column[2..], (short)Math.Max(0, count - 1));
        for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt16BigEndian(column[(8 + 2 * i)..], digits[count - 1 - i]);
        return this;
    }

    public DemoRows Null()
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), -1);
        return this;
    }

    private Span<byte> Column(int length)
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
