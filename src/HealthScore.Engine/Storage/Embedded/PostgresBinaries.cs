using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthScore.Engine.Storage.Embedded;

/// <summary>A folder with PostgreSQL's programs.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    private const int Oldest = 15;
    private static readonly string[] Needed = ["postgres", "initdb", "pg_ctl"];

    public string Program(string name) => Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>The first folder that has all programs, may be used by the user, and fits an existing cluster's version.</summary>
    public static PostgresBinaries Find(string? configured, int? major, ServerUser user)
    {
        List<string> refused = [];
        foreach (var folder in configured is null ? Places() : [configured])
        {
            var candidate = new PostgresBinaries(folder, 0);
            // Debian's postgresql-common puts a lone wrapper on PATH, so a folder counts only with all three.
            if (!Needed.All(p => File.Exists(candidate.Program(p)))) continue;
            NpmBinaries.RestoreLinks(folder);
            if (user.Barrier(folder) is { } barrier) refused.Add($"{folder} (the user {user.Name} may not enter {barrier})");
            else if (Version(candidate) is var found && (found < Oldest || (major is not null && found != major))) refused.Add($"{folder} (version {found})");
            else return candidate with { Major = found };
        }
        throw new EmbeddedPostgresException(Missing(configured, major, refused));
    }

    private static IEnumerable<string> Places()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        if (Directory.Exists("/usr/lib/postgresql"))
            foreach (var version in Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(Number))
                yield return Path.Combine(version, "bin");
        foreach (var folder in NpmBinaries.Places()) yield return folder;
    }

    private static int Number(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var n) ? n : 0;

    private static int Version(PostgresBinaries binaries)
    {
        var (_, text) = Programs.Run(Programs.Captured(binaries.Program("postgres"), ["-V"]));
        return int.TryParse(VersionNumber().Match(text).Value, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }

    [GeneratedRegex(@"(?<=PostgreSQL\) )\d+")]
    private static partial Regex VersionNumber();

    private static string Missing(string? configured, int? major, List<string> refused)
    {
        var want = major is null ? $"PostgreSQL {Oldest} or newer" : $"PostgreSQL {major}, which made the data folder,";
        var seen = refused.Count == 0 ? "" : $" Found, but of no use: {string.Join("; ", refused)}.";
        var where = configured is null ? "on this machine" : $"in {configured}";
        return $"{want} is not to be found {where}.{seen} Install it (Debian, Ubuntu: apt-get install postgresql-{major?.ToString(CultureInfo.InvariantCulture) ?? "15"}; "
            + $"macOS: brew install postgresql@17; anywhere: npm install {NpmBinaries.Package} beside the program), or give a connection string to a server of your own.";
    }
}
