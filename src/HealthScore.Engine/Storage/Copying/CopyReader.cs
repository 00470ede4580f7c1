using System.Buffers.Binary;

namespace HealthScore.Engine.Storage.Copying;

/// <summary>
/// Reads PostgreSQL's binary COPY stream as it comes: several times faster than a data reader, because no value becomes an object.
/// A row is available as a whole once <see cref="ReadRowAsync"/> said so, and until its next call.
/// </summary>
internal sealed class CopyReader(Stream stream)
{
    private const int HeaderLength = 19;
    private byte[] _buffer = new byte[1 << 18];
    private int _start = HeaderLength;
    private int _end;
    private int _row;

    /// <summary>Goes to the next row, which has that many columns; false: there is none.</summary>
    public async ValueTask<bool> ReadRowAsync(int columns, CancellationToken ct)
    {
        while (true)
        {
            switch (TryRow(columns))
            {
                case >= 0 and var length:
                    _row = _start + sizeof(short);
                    _start += length;
                    return length > sizeof(short);
                default:
                    await FillAsync(ct);
                    break;
            }
        }
    }

    /// <summary>The next column's bytes; null in the database is empty.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var length = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_row)));
        var column = _buffer.AsSpan(_row + sizeof(int), length);
        _row += sizeof(int) + length;
        return column;
    }

    public long NextInt64() => BinaryPrimitives.ReadInt64BigEndian(Next());

    /// <summary>A date as <see cref="DateOnly.DayNumber"/>; PostgreSQL counts from the year 2000.</summary>
    public int NextDay() => BinaryPrimitives.ReadInt32BigEndian(Next()) + Epoch;

    public short NextInt16() => BinaryPrimitives.ReadInt16BigEndian(Next());

    public int NextInt32() => BinaryPrimitives.ReadInt32BigEndian(Next());

    public int? NextInt32OrNull() => Next() is { IsEmpty: false } column ? BinaryPrimitives.ReadInt32BigEndian(column) : null;

    public DateOnly? NextDateOrNull() => NextInt32OrNull() is { } day ? DateOnly.FromDayNumber(day + Epoch) : null;

    internal static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    // The length of the row that starts here; -1: it is not here yet as a whole.
    private int TryRow(int columns)
    {
        var at = _start + sizeof(short);
        if (at > _end) return -1;
        if (BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_start)) == -1) return sizeof(short);
        for (var i = 0; i < columns; i++)
        {
            if (at + sizeof(int) > _end) return -1;
            at += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(at)));
        }
        return at > _end ? -1 : at - _start;
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (_end == _buffer.Length)
        {
            var to = _start > 0 ? _buffer : new byte[2 * _buffer.Length];
            Buffer.BlockCopy(_buffer, _start, to, 0, _end - _start);
            (_buffer, _end, _start) = (to, _end - _start, 0);
        }
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
        if (read == 0) throw new EndOfStreamException("PostgreSQL ended a COPY in the middle of a row.");
        _end += read;
    }
}
