using System.Globalization;
using System.Runtime.InteropServices;

namespace HealthScore.Benchmarks.Measuring;

/// <summary>Where a report comes from.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Load">How many processes wanted a core in the last minute when the benchmark began; null: unknown.</param>
internal sealed record Machine(DateTimeOffset At, int Cores, double MemoryGigabytes, double? Load, string System, string Runtime, string PostgreSql)
{
    public static Machine Of(string postgreSql) => new(
        TimeProvider.System.GetUtcNow(), Environment.ProcessorCount, Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1), LoadNow(),
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, postgreSql);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Cores} cores, {MemoryGigabytes:N0} GB, load {Load:N1}, {Runtime}, PostgreSQL {PostgreSql}, {At:yyyy-MM-dd HH:mm} UTC");

    private static double? LoadNow() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
