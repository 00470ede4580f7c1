using System.Diagnostics;

namespace HealthScore.Engine.Storage.Embedded;

/// <summary>A lock on a file of the data folder. The kernel frees it when its holder is killed.</summary>
internal static class FileLock
{
    /// <summary>Waits for the lock; an <see cref="IOException"/> when it is still taken after the timeout.</summary>
    public static async Task<IDisposable> TakeAsync(string path, bool exclusive, TimeSpan timeout, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return Open(path, exclusive);
            }
            catch (IOException) when (waited.Elapsed < timeout)
            {
                await Task.Delay(50, ct);
            }
        }
    }

    private static FileStream Open(string path, bool exclusive) => exclusive
        ? new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
        : new(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
}
