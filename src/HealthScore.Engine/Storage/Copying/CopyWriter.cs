using System.Buffers.Binary;

namespace HealthScore.Engine.Storage.Copying;

/// <summary>
/// Writes PostgreSQL's binary COPY stream from one buffer: several times faster than an importer that awaits each column.
/// Rows go into the buffer; <see cref="FlushAsync"/> between them keeps it small. Without <see cref="CompleteAsync"/> nothing is written.
/// </summary>
internal sealed class CopyWriter : IAsyncDisposable
{
    private const int Full = 1 << 17;
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, .. new byte[8]];

    private readonly Npgsql.NpgsqlRawCopyStream _stream;
    private byte[] _buffer = new byte[Full + (1 << 14)];
    private int _length;
    private bool _isComplete;

    private CopyWriter(Npgsql.NpgsqlRawCopyStream stream)
    {
        _stream = stream;
        Header.CopyTo(Take(Header.Length));
    }

    public static async Task<CopyWriter> BeginAsync(Npgsql.NpgsqlConnection connection, string copy, CancellationToken ct) =>
        new(await connection.BeginRawBinaryCopyAsync(copy, ct));

    public void StartRow(short columns) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), columns);

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), -1);

    public void Boolean(bool value) => Column(1)[0] = value ? (byte)1 : (byte)0;

    public void Int16(short value) => BinaryPrimitives.WriteInt16BigEndian(Column(sizeof(short)), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Column(sizeof(int)), value);

    public void Int32(int? value)
    {
        if (value is { } known) Int32(known);
        else Null();
    }

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Column(sizeof(long)), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleBigEndian(Column(sizeof(double)), value);

    public void Double(double? value)
    {
        if (value is { } known) Double(known);
        else Null();
    }

    public void Date(DateOnly day) => Int32(day.DayNumber - CopyReader.Epoch);

    /// <summary>A numeric of two decimals, given in hundredths: digits of four decimals each, the first standing for 10000 to the power of the weight.</summary>
    public void Hundredths(long value)
    {
        Span<short> digits = stackalloc short[6];
        var (count, weight) = (0, -1);
        var (whole, hundredths) = ((ulong)Math.Abs(value) / 100, (short)(Math.Abs(value) % 100));
        for (var power = 1_000_000_000_000ul; power > 0; power /= 10_000)
        {
            var digit = (short)(whole / power % 10_000);
            if (count == 0 && digit == 0) continue;
            digits[count++] = digit;
            weight = Math.Max(weight, Power(power));
        }
        if (hundredths > 0) digits[count++] = (short)(hundredths * 100);
        var column = Column(sizeof(short) * (4 + count));
        BinaryPrimitives.WriteInt16BigEndian(column, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(column[2..], (short)(count == 0 ? 0 : weight));
        BinaryPrimitives.WriteUInt16BigEndian(column[4..], (ushort)(value < 0 ? 0x4000 : 0));
        BinaryPrimitives.WriteInt16BigEndian(column[6..], 2);
        for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt16BigEndian(column[(8 + (2 * i))..], digits[i]);

        static int Power(ulong power) => power switch { 1 => 0, 10_000 => 1, 100_000_000 => 2, _ => 3 };
    }

    /// <summary>Room for a column of so many bytes, to be filled at once.</summary>
    public Span<byte> Column(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), length);
        return Take(length);
    }

    /// <summary>Sends what is in the buffer, once it is worth it.</summary>
    public ValueTask FlushAsync(CancellationToken ct) => _length < Full ? ValueTask.CompletedTask : SendAsync(ct);

    public async Task CompleteAsync(CancellationToken ct)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), -1);
        await SendAsync(ct);
        _isComplete = true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_isComplete) await _stream.CancelAsync();
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The connection is gone, and with it the COPY; why is told by whoever noticed first.
        }
        finally
        {
            await _stream.DisposeAsync();
        }
    }

    private async ValueTask SendAsync(CancellationToken ct)
    {
        await _stream.WriteAsync(_buffer.AsMemory(0, _length), ct);
        _length = 0;
    }

    private Span<byte> Take(int length)
    {
        if (_length + length > _buffer.Length) Array.Resize(ref _buffer, 2 * (_length + length));
        _length += length;
        return _buffer.AsSpan(_length - length, length);
    }
}
