namespace HealthScore.Web.Data;

/// <summary>A folder of its own for the files of one import. It goes with the page that made it.</summary>
public sealed class UploadFolder : IDisposable
{
    private const string Prefix = "healthscore-upload-";
    private const int BlockSize = 1 << 18;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory(Prefix);

    /// <summary>A new folder. Those that a killed process left behind are removed.</summary>
    public static UploadFolder Make(DateTimeOffset now)
    {
        foreach (var old in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
            if (now.UtcDateTime - Directory.GetLastWriteTimeUtc(old) > Longest) TryDelete(old);
        return new();
    }

    /// <summary>Where a file of this name lies; null when the name leads out of the folder.</summary>
    public string? PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder.FullName, name));
        return path.StartsWith(folder.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : null;
    }

    /// <summary>Writes a file block by block, and tells how many bytes have arrived. It is there when all of it is.</summary>
    public static async Task SaveAsync(Stream from, string path, Action<long> progress, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = path + ".part";
        await using (var to = File.Create(part))
        {
            var block = new byte[BlockSize];
            int read;
            while ((read = await from.ReadAtLeastAsync(block, BlockSize, throwOnEndOfStream: false, ct)) > 0)
            {
                await to.WriteAsync(block.AsMemory(0, read), ct);
                progress(to.Position);
            }
        }

        File.Move(part, path, overwrite: true);
    }

    public void Dispose() => TryDelete(folder.FullName);

    // Another page of this or another process may be quicker, or the folder somebody else's.
    private static void TryDelete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
