using Microsoft.Win32.SafeHandles;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>
/// Keeps the measured ranges of a run in a file until all peers are known, so that memory does not grow with the number of
/// accounts. The file goes with the object, and with the process.
/// </summary>
internal sealed class Spill : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    private long _length;

    /// <summary>Keeps some bytes; safe for several threads at once.</summary>
    public async Task<(long Offset, int Length)> KeepAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var offset = Interlocked.Add(ref _length, bytes.Length) - bytes.Length;
        await RandomAccess.WriteAsync(_file, bytes, offset, ct);
        return (offset, bytes.Length);
    }

    public async Task<byte[]> TakeAsync((long Offset, int Length) kept, CancellationToken ct)
    {
        var bytes = new byte[kept.Length];
        for (var read = 0; read < bytes.Length;)
            read += await RandomAccess.ReadAsync(_file, bytes.AsMemory(read), kept.Offset + read, ct) is > 0 and var more ? more : throw new EndOfStreamException("The file with a run's measured days is shorter than what was written.");
        return bytes;
    }

    public void Dispose() => _file.Dispose();
}
