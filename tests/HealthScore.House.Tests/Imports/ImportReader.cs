using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthScore.House.Tests.Imports;

/// <summary>
/// Finds what a file imports: using directives, full names, and names that reach a neighbour through the common parent namespace.
/// </summary>
internal sealed partial class ImportReader
{
    private readonly IReadOnlyList<SourceFile> _files;
    private readonly HashSet<string> _groups;
    private readonly ILookup<string, string> _typesOfGroup;

    public ImportReader(IReadOnlyList<SourceFile> files)
    {
        _files = files;
        _groups = files.Select(file => file.Group).ToHashSet();
        _typesOfGroup = files.SelectMany(file => Types(file).Select(type => (file.Group, type))).ToLookup(pair => pair.Group, pair => pair.type);
    }

    public IEnumerable<Import> Read() => _files.SelectMany(Read);

    private IEnumerable<Import> Read(SourceFile file) =>
        from name in file.IsRazor ? NamesInRazor(file) : NamesInCode(file)
        let to = Target(file.Group, name.Parts)
        where to is not null
        from @from in Readers(file)
        where @from != to
        select new Import(@from, to, file.At(name.Position));

    /// <summary>An _Imports.razor speaks for every page in and below its folder.</summary>
    private IEnumerable<string> Readers(SourceFile file) =>
        file.Name == "_Imports"
            ? _files.Where(other => other.IsRazor && other.Name != "_Imports" && other.Path.StartsWith(file.Path[..^"_Imports.razor".Length], StringComparison.Ordinal))
                .Select(other => other.Group).Distinct()
            : [file.Group];

    private string? Target(string from, string[] parts)
    {
        var project = from.Split('.')[0];
        return parts switch
        {
            ["HealthScore", "Domain" or "Engine" or "Web", ..] => Named(parts[1], parts[2..]),
            ["Domain" or "Engine" or "Web", _, ..] when _groups.Contains($"{parts[0]}.{parts[1]}") => Named(parts[0], parts[1..]),
            [_, _, ..] when _typesOfGroup[$"{project}.{parts[0]}"].Contains(parts[1]) => $"{project}.{parts[0]}",
            _ => null,
        };
    }

    private string Named(string project, string[] rest) =>
        rest.Length == 0 || _typesOfGroup[project].Contains(rest[0]) ? project : $"{project}.{rest[0]}";

    private static IEnumerable<string> Types(SourceFile file) =>
        file.IsRazor ? [file.Name] : TypeDeclaration().Matches(file.Text).Select(match => match.Groups["name"].Value);

    private static IEnumerable<(string[] Parts, int Position)> NamesInCode(SourceFile file)
    {
        var tokens = file.Syntax.DescendantTokens().ToList();
        for (var start = 0; start < tokens.Count; start++)
        {
            if (!tokens[start].IsKind(SyntaxKind.IdentifierToken) || (start > 0 && tokens[start - 1].IsKind(SyntaxKind.DotToken))) continue;
            var end = start;
            while (end + 2 < tokens.Count && tokens[end + 1].IsKind(SyntaxKind.DotToken) && tokens[end + 2].IsKind(SyntaxKind.IdentifierToken)) end += 2;
            if (end == start) continue;
            yield return (tokens[start..(end + 1)].Where((_, i) => i % 2 == 0).Select(token => token.ValueText).ToArray(), tokens[start].SpanStart);
        }
    }

    private static IEnumerable<(string[] Parts, int Position)> NamesInRazor(SourceFile file)
    {
        var text = RazorComment().Replace(file.Text, comment => Blank(comment.Value));
        return DottedName().Matches(text).Select(match => (match.Value.Split('.'), match.Index));
    }

    private static string Blank(string text) => string.Concat(text.Select(character => character == '\n' ? '\n' : ' '));

    [GeneratedRegex(@"\b(class|record|record struct|record class|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex RazorComment();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(\.[A-Z]\w*)+")]
    private static partial Regex DottedName();
}
