using System.Text.RegularExpressions;

namespace HealthScore.House.Tests.Docs;

/// <summary>README and the pages below docs.</summary>
internal static partial class Documents
{
    public static IReadOnlyList<string> All { get; } = [.. Repository.Files("docs", ".md").Prepend("README.md")];

    public static IReadOnlyDictionary<string, string> Texts { get; } = All.ToDictionary(path => path, Repository.Read);

    /// <summary>Links to files of ours: the page, the path from the root, the heading if one is named.</summary>
    public static IEnumerable<(string Page, string Path, string Anchor)> Links =>
        from page in All
        from match in Link().Matches(WithoutCode(Texts[page]))
        let target = match.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        let parts = target.Split('#', 2)
        select (page, parts[0] == "" ? page : Resolve(page, parts[0]), parts.Length > 1 ? parts[1] : "");

    /// <summary>The rows of the tables of a page, cell by cell, without the heads.</summary>
    public static IEnumerable<string[]> Rows(string page)
    {
        var lines = Texts[page].Split('\n');
        return from i in Enumerable.Range(1, lines.Length - 1)
               where lines[i].StartsWith('|') && !Rule().IsMatch(lines[i]) && !(i + 1 < lines.Length && Rule().IsMatch(lines[i + 1]))
               select lines[i].Replace("\\|", "\u0001", StringComparison.Ordinal).Split('|')[1..^1].Select(cell => cell.Replace('\u0001', '|').Trim()).ToArray();
    }

    /// <summary>Headings as GitHub names them in links.</summary>
    public static IEnumerable<string> Anchors(string page) =>
        Heading().Matches(WithoutCode(Repository.Read(page))).Select(match => NotInAnchor().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string text) => Code().Replace(text, "");

    private static string Resolve(string page, string target) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target))).Replace('\\', '/');

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\|[\s|:-]+\|$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^#+\s+(?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\s-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
