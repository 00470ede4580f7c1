namespace HealthScore.Engine.Scoring.Runs;

/// <summary>
/// Keeps the measured ranges of a run in a temporary file until all peers are known, so that memory does not grow with the number of
/// accounts. Nobody else may read it, and it goes with the process.
/// </summary>
internal sealed class Spill : IDisposable
{
    private readonly FileStream _file = Open();

    private long _length;

    /// <summary>Keeps some bytes; safe for several threads at once.</summary>
    public async Task<(long Offset, int Length)> KeepAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var offset = Interlocked.Add(ref _length, bytes.Length) - bytes.Length;
        await RandomAccess.WriteAsync(_file.SafeFileHandle, bytes, offset, ct);
        return (offset, bytes.Length);
    }

    public async Task<byte[]> TakeAsync((long Offset, int Length) kept, CancellationToken ct)
    {
        var bytes = new byte[kept.Length];
        for (var read = 0; read < bytes.Length;)
            read += await RandomAccess.ReadAsync(_file.SafeFileHandle, bytes.AsMemory(read), kept.Offset + read, ct) is > 0 and var more ? more : throw new EndOfStreamException("The file with a run's measured days is shorter than what was written.");
        return bytes;
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var file = new FileStream(path, options);
        // Without a name it is gone with the process, however that ends; where names must stay, closing it takes it away.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}
