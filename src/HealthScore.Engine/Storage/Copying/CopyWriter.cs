using Npgsql;

namespace HealthScore.Engine.Storage.Copying;

/// <summary>
/// Writes PostgreSQL's binary COPY stream from one buffer: several times faster than an importer that awaits each column.
/// Rows go into the buffer; <see cref="FlushAsync"/> between them keeps it small. Without <see cref="CompleteAsync"/> nothing is written.
/// </summary>
internal sealed class CopyWriter : IAsyncDisposable
{
    private const int Full = 1 << 17;

    private readonly NpgsqlRawCopyStream _stream;
    private bool _isComplete;

    private CopyWriter(NpgsqlRawCopyStream stream) => _stream = stream;

    /// <summary>The rows that are still to be sent.</summary>
    public CopyRows Rows { get; } = new();

    public static async Task<CopyWriter> BeginAsync(NpgsqlConnection connection, string copy, CancellationToken ct)
    {
        var stream = await connection.BeginRawBinaryCopyAsync(copy, ct);
        await stream.WriteAsync(CopyRows.Header, ct);
        return new(stream);
    }

    /// <summary>Sends the rows, once it is worth it.</summary>
    public ValueTask FlushAsync(CancellationToken ct) => Rows.Bytes.Length < Full ? ValueTask.CompletedTask : SendAsync(Rows, ct);

    /// <summary>Sends rows that were put together elsewhere.</summary>
    public ValueTask SendAsync(CopyRows rows, CancellationToken ct)
    {
        return rows == Rows ? SendOwnAsync() : _stream.WriteAsync(rows.Bytes, ct);

        async ValueTask SendOwnAsync()
        {
            await _stream.WriteAsync(Rows.Bytes, ct);
            Rows.Clear();
        }
    }

    public async Task CompleteAsync(CancellationToken ct)
    {
        await SendAsync(Rows, ct);
        await _stream.WriteAsync(CopyRows.Trailer, ct);
        _isComplete = true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_isComplete) await _stream.CancelAsync();
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The connection is gone, and with it the COPY; why is told by whoever noticed first.
        }
        finally
        {
            await _stream.DisposeAsync();
        }
    }
}
