using System.Text.RegularExpressions;

namespace HealthScore.House.Tests.Tidy;

/// <summary>Whoever silences a warning says why, where it stands.</summary>
public sealed partial class SuppressionTests
{
    [Fact]
    public void Pragmas_SayWhy() =>
        Lines(".cs", ".razor")
            .Where(line => Pragma().IsMatch(line.Text) && !line.Text.Contains("//", StringComparison.Ordinal) && !IsComment(line.Before))
            .Select(line => line.Place)
            .ShouldBeNone();

    [Fact]
    public void Attributes_SayWhy() =>
        Lines(".cs", ".razor")
            .Where(line => Attribute().IsMatch(line.Text) && !line.Text.Contains("Justification = \"", StringComparison.Ordinal))
            .Select(line => line.Place)
            .ShouldBeNone();

    [Fact]
    public void Projects_SayWhy() =>
        Lines(".csproj", ".props", ".targets")
            .Where(line => line.Text.Contains("<NoWarn>", StringComparison.Ordinal) && !line.Before.TrimEnd().EndsWith("-->", StringComparison.Ordinal))
            .Select(line => line.Place)
            .ShouldBeNone();

    [Fact]
    public void EditorConfig_SaysWhy() =>
        Lines(".editorconfig")
            .Where(line => Relaxed().IsMatch(line.Text) && !line.Text.Contains(" # ", StringComparison.Ordinal))
            .Select(line => $"{line.Place} {line.Text}")
            .ShouldBeNone();

    private static IEnumerable<(string Place, string Text, string Before)> Lines(params string[] endings) =>
        from path in Repository.Files(".", endings)
        where !path.StartsWith("tests/HealthScore.House.Tests/", StringComparison.Ordinal) && !path.Contains("/Storage/Migrations/", StringComparison.Ordinal)
        let lines = Repository.Read(path).Split('\n')
        from i in Enumerable.Range(0, lines.Length)
        select ($"{path}:{i + 1}", lines[i], i == 0 ? "" : lines[i - 1]);

    private static bool IsComment(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal);

    [GeneratedRegex(@"#pragma\s+warning\s+disable")]
    private static partial Regex Pragma();

    [GeneratedRegex(@"\[\s*(assembly:\s*|module:\s*)?(Unconditional)?SuppressMessage\b")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^dotnet_diagnostic\.\w+\.severity\s*=\s*(none|silent|suggestion)")]
    private static partial Regex Relaxed();
}
