using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthScore.House.Tests.Tidy;

/// <summary>Raw SQL stands where it is looked for, and is tried against PostgreSQL.</summary>
public sealed partial class SqlTests
{
    [Fact]
    public void Sql_StandsOnlyInItsPlaces() =>
        (from file in SourceFile.Written.Concat(SourceFile.Benchmarks)
         where !file.IsRazor && !file.Name.EndsWith("Sql", StringComparison.Ordinal) && !file.Path.Contains("/Storage/Scripts/", StringComparison.Ordinal)
         from token in file.Syntax.DescendantTokens()
         where IsText(token) && Sql().IsMatch(token.Text)
         select $"{file.At(token.SpanStart)} {token.Text.Split('\n')[0].Trim()}").ShouldBeNone("SQL stands in *Sql.cs");

    [Fact]
    public void EverySqlFile_HasATest()
    {
        var tests = Repository.Files("tests", ".cs").Select(Repository.Read).ToList();
        SourceFile.Written
            .Where(file => file.Name.EndsWith("Sql", StringComparison.Ordinal))
            .Where(sql => !Users(sql.Name).Append(sql.Name).Any(name => tests.Exists(test => Mentions(test, name))))
            .Select(file => file.Path)
            .ShouldBeNone("a test names the class or the one that calls it");
    }

    private static IEnumerable<string> Users(string sql) =>
        SourceFile.Written.Where(file => !file.IsRazor && file.Name != sql && Mentions(file.Text, sql)).Select(file => file.Name);

    private static bool Mentions(string text, string name) => Regex.IsMatch(text, $@"\b{Regex.Escape(name)}\b");

    private static bool IsText(SyntaxToken token) =>
        token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.Utf8StringLiteralToken;

    // A sentence for people begins with one capital letter; SQL does not.
    [GeneratedRegex(
        @"^[@$""\s]*(?-i:(?![A-Z][a-z]))(select\s.*\S|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|copy\s+\w+\s*[(\s].*(from|to)\b|create\s+(or\s+replace\s+)?(temp\w*\s+)?(unlogged\s+)?(table|index|unique|view|schema|database|function|extension|type)\b|alter\s+(table|system|database|role)\b|drop\s+(table|schema|database|index)\b|truncate\s+\w|with\s+\w+\s+as\s*\(|vacuum\b|analyze\s+\w)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Sql();
}
