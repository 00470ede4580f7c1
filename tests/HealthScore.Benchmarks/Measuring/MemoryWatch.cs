using System.Globalization;

namespace HealthScore.Benchmarks.Measuring;

/// <summary>The most memory that this process holds while something runs: resident, and on the managed heap.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private const double Megabyte = 1 << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    private MemoryWatch() => _watching = WatchAsync(_stop.Token);

    /// <summary>MB.</summary>
    public double HeapPeak { get; private set; }

    /// <summary>MB; null where the system does not tell.</summary>
    public static double? ResidentPeak =>
        File.Exists("/proc/self/status") && Array.Find(File.ReadAllLines("/proc/self/status"), l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? double.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024
            : null;

    /// <summary>Gives back what earlier work left, and begins to watch.</summary>
    public static MemoryWatch Start()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // Linux forgets the peak of before.
        if (File.Exists("/proc/self/clear_refs")) File.WriteAllText("/proc/self/clear_refs", "5");
        return new();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(ct)) HeapPeak = Math.Max(HeapPeak, GC.GetTotalMemory(forceFullCollection: false) / Megabyte);
    }
}
