using System.Globalization;

namespace HealthScore.Engine.Storage.Embedded;

/// <summary>The running server of a cluster, as its postmaster.pid tells.</summary>
internal sealed record Postmaster(int Pid, int Port, string SocketFolder)
{
    /// <summary>The server of the cluster; null when none runs, whatever a file left by a killed one says.</summary>
    public static Postmaster? Running(string cluster)
    {
        if (Read(cluster) is not { Length: >= 5 } lines || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)) return null;
        return IsAlive(pid, cluster) ? new(pid, int.Parse(lines[3], CultureInfo.InvariantCulture), lines[4].Trim()) : null;
    }

    /// <summary>
    /// Makes way for a new server after one was killed. The file is PostgreSQL's own guard against two servers on one cluster,
    /// so it goes only once no process of the dead one is left, and only where PostgreSQL would take a stranger with the same id (or a zombie) for it.
    /// </summary>
    public static async Task ClearAsync(string cluster, CancellationToken ct)
    {
        if (Read(cluster) is not { } lines || !OperatingSystem.IsLinux()) return;
        for (var i = 0; i < 100 && ProcessesIn(cluster).Any(); i++) await Task.Delay(100, ct);
        if (ProcessesIn(cluster).FirstOrDefault() is var left and > 0)
            throw new EmbeddedPostgresException($"Process {left} of a killed PostgreSQL still uses {cluster}. End it, then start again.");
        if (lines.Length > 0 && Directory.Exists($"/proc/{lines[0]}")) File.Delete(PidFile(cluster));
    }

    private static string PidFile(string cluster) => Path.Combine(cluster, "postmaster.pid");

    private static string[]? Read(string cluster)
    {
        try
        {
            return File.ReadAllLines(PidFile(cluster));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsAlive(int pid, string cluster)
    {
        try
        {
            if (!OperatingSystem.IsLinux()) return System.Diagnostics.Process.GetProcessById(pid).ProcessName.StartsWith("postgres", StringComparison.Ordinal);
            // A zombie's command line is empty; a stranger's does not name our cluster.
            var command = File.ReadAllText($"/proc/{pid}/cmdline");
            return command.Contains("postgres", StringComparison.Ordinal) && command.Contains(cluster, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static IEnumerable<int> ProcessesIn(string folder)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var pid) && WorkingFolder(process) == folder)
                yield return pid;
    }

    private static string? WorkingFolder(string process)
    {
        try
        {
            return new FileInfo(process + "/cwd").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
