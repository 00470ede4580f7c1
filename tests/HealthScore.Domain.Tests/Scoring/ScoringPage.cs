using System.Globalization;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>docs/scoring.md, whose tables are marked with what they hold: <c>&lt;!-- checked: … --&gt;</c>.</summary>
internal static class ScoringPage
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(Root(), "docs", "scoring.md"));

    /// <summary>The rows of a marked table, without its head.</summary>
    public static IReadOnlyList<string[]> Table(string mark) =>
        [.. After(mark).SkipWhile(l => l.Length == 0).TakeWhile(l => l.StartsWith('|')).Skip(2).Select(Cells)];

    /// <summary>The column names of a marked table.</summary>
    public static string[] Head(string mark) => Cells(After(mark).First(l => l.StartsWith('|')));

    /// <summary>A marked block of code.</summary>
    public static string Code(string mark) =>
        string.Join('\n', After(mark).SkipWhile(l => !l.StartsWith("```", StringComparison.Ordinal)).Skip(1).TakeWhile(l => !l.StartsWith("```", StringComparison.Ordinal)));

    public static double? Number(string cell) => cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture);

    /// <summary>A number as the page would show it: with as many decimals as the cell has.</summary>
    public static string Shown(double? value, string cell) =>
        value?.ToString($"F{(cell.Contains('.', StringComparison.Ordinal) ? cell.Length - cell.IndexOf('.', StringComparison.Ordinal) - 1 : 0)}", CultureInfo.InvariantCulture) ?? "";

    private static IEnumerable<string> After(string mark) => s_lines.SkipWhile(l => l != $"<!-- checked: {mark} -->").Skip(1);

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(c => c.Trim())];

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HealthScore.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("the repository's root");
        return folder;
    }
}
