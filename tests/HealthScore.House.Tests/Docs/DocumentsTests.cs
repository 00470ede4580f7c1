using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthScore.House.Tests.Docs;

/// <summary>What the documents say about the code has to be true.</summary>
public sealed partial class DocumentsTests
{
    private static readonly string[] Words =
        ["account", "metric", "reading", "measure", "sub-score", "dimension", "scoring model", "kind", "band", "segment", "stage", "owner", "actor", "run", "weight", "coverage", "version", "import"];

    [Fact]
    public void Links_LeadSomewhere() =>
        Documents.Links.Where(link => !Repository.Has(link.Path) || (link.Anchor != "" && !Documents.Anchors(link.Path).Contains(link.Anchor)))
            .Select(link => $"{link.Page} links to {link.Path}#{link.Anchor}")
            .ShouldBeNone();

    [Fact]
    public void Pages_AreReachedFromTheReadme()
    {
        var reached = new List<string> { "README.md" };
        for (var i = 0; i < reached.Count; i++) reached.AddRange(Documents.Links.Where(link => link.Page == reached[i]).SelectMany(Pages).Distinct().Except(reached).ToList());
        Documents.All.Except(reached).ShouldBeNone("nobody finds a page that nothing links to");

        static IEnumerable<string> Pages((string Page, string Path, string Anchor) link) =>
            Documents.All.Where(page => page == link.Path || page.StartsWith(link.Path + "/", StringComparison.Ordinal));
    }

    [Fact]
    public void Glossary_HasTheWordsOfTheField() =>
        Words.Except(Documents.Rows("docs/glossary.md").SelectMany(row => row[0].Split(", "))).ShouldBeNone();

    [Fact]
    public void Glossary_NamesTypesThatExist()
    {
        var types = SourceFile.Written.SelectMany(file => Declaration().Matches(file.Text)).Select(match => match.Groups["name"].Value).ToHashSet();
        Documents.Rows("docs/glossary.md").SelectMany(row => Quoted().Matches(row[2])).Select(match => match.Groups["code"].Value).Where(name => !types.Contains(name)).ShouldBeNone();
    }

    [Fact]
    public void Architecture_NamesEveryFolder() =>
        SourceFile.Written.Select(file => file.Group).Where(group => group.Contains('.')).Select(group => group.Split('.')[1]).Distinct()
            .Where(folder => !Regex.IsMatch(Documents.Texts["docs/architecture.md"], $@"\b{folder}\b"))
            .ShouldBeNone();

    [Fact]
    public void Operating_ListsEverySettingWithItsDefault()
    {
        var told = Documents.Rows("docs/operating.md").Where(row => row[0].StartsWith("`HealthScore:", StringComparison.Ordinal))
            .ToDictionary(row => row[0].Trim('`')["HealthScore:".Length..], row => row[1].Trim('`'));
        Settings.Names.Except(told.Keys).Select(name => $"{name} is not listed").Concat(told.Keys.Except(Settings.Names).Select(name => $"{name} is listed, but nothing reads it")).ShouldBeNone();
        Settings.Defaults.Where(setting => told[setting.Key] != Text(setting.Value)).Select(setting => $"{setting.Key} is {Text(setting.Value)} at first, not {told[setting.Key]}").ShouldBeNone();
    }

    [Fact]
    public void Operating_ListsEveryVerb() =>
        SourceFile.Written.Where(file => file.Group == "Web.Commands").SelectMany(file => Verb().Matches(file.Text)).Select(match => match.Groups["name"].Value)
            .Where(verb => !Regex.IsMatch(Documents.Texts["docs/operating.md"], $@"`[^`\n]*\b{verb}\b"))
            .ShouldBeNone();

    [Fact]
    public void Operating_ListsEveryOption() =>
        SourceFile.Written.Where(file => file.Group == "Web.Commands").SelectMany(file => Option().Matches(file.Text)).Select(match => match.Groups["name"].Value)
            .Where(option => !Documents.Texts["docs/operating.md"].Contains(option == "--out" ? "-o FILE" : option, StringComparison.Ordinal))
            .ShouldBeNone();

    [Fact]
    public void Performance_ListsEveryBenchmarkAndOption() =>
        SourceFile.Benchmarks.SelectMany(file => Benchmark().Matches(file.Text).Concat(Option().Matches(file.Text))).Select(match => match.Groups["name"].Value)
            .Where(word => !Regex.IsMatch(Documents.Texts["docs/performance.md"], $@"(?<![\w-]){word}\b"))
            .ShouldBeNone();

    [Fact]
    public void Versions_AreThoseThatWeUse()
    {
        var used = PackageVersion().Matches(Repository.Read("src/Directory.Packages.props")).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["version"].Value);
        (from page in Documents.Texts
         from match in VersionInText().Matches(page.Value)
         where used.TryGetValue(match.Groups["name"].Value, out var version) && version != match.Groups["version"].Value
         select $"{page.Key} says {match.Value}").ShouldBeNone();
    }

    [Fact]
    public void Decisions_SayWhyWhatItCostsAndWhenToThinkAgain() =>
        (from page in Documents.Texts
         where page.Key.StartsWith("docs/decisions/", StringComparison.Ordinal)
         from part in (string[])["**Context.**", "**Decision.**", "**Cost.**", "**We would revisit it**"]
         where !page.Value.Contains(part, StringComparison.Ordinal)
         select $"{page.Key} lacks {part}").ShouldBeNone();

    private static string Text(object? value) => value switch
    {
        null or "" => "none",
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bCommand(\s+\w+\s*=\s*new)?\(\s*""(?<name>[a-z]+)""")]
    private static partial Regex Verb();

    [GeneratedRegex(@"\(""(?<name>--[a-z-]+)""")]
    private static partial Regex Option();

    [GeneratedRegex(@"BenchCommand\.Create\(\s*""(?<name>[a-z]+)""")]
    private static partial Regex Benchmark();

    [GeneratedRegex(@"<PackageVersion Include=""(?<name>[^""]+)"" Version=""(?<version>[^""]+)""")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(@"\b(?<name>[A-Z][\w.]+)`?\s(stays at )?(?<version>\d+\.\d+\.\d+)")]
    private static partial Regex VersionInText();
}
