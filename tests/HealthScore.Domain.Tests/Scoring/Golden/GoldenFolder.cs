namespace HealthScore.Domain.Tests.Scoring.Golden;

/// <summary>Where the golden cases are: a folder of JSON files, the format of which its own README describes.</summary>
internal static class GoldenFolder
{
    private const string Variable = "HEALTHSCORE_GOLDEN";

    public static string Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : Default();

    public static string? WhyAbsent => Directory.Exists(Path) ? null
        : $"There are no golden cases at {Path}; set {Variable} to a folder of cases.";

    public static TheoryData<string> Cases =>
        Directory.Exists(Path) ? [.. Directory.EnumerateFiles(Path, "*.json").Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal)] : [];

    private static string Default()
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(System.IO.Path.Combine(root, "HealthScore.sln"))) root = System.IO.Path.GetDirectoryName(root);
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(root ?? ".", "..", "shared", "golden", "scoring"));
    }
}

/// <summary>A theory over the golden cases; skipped, with the reason, where they are absent.</summary>
internal sealed class GoldenTheoryAttribute : TheoryAttribute
{
    public GoldenTheoryAttribute() => Skip = GoldenFolder.WhyAbsent;
}
