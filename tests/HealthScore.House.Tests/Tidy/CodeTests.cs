using System.Text.RegularExpressions;

namespace HealthScore.House.Tests.Tidy;

public sealed partial class CodeTests
{
    [Fact]
    public void NoMethod_IsAsyncVoid() =>
        Places(AsyncVoid()).ShouldBeNone("an exception in it ends the process");

    [Fact]
    public void NoCode_WaitsForATask() =>
        Places(Waiting()).ShouldBeNone("await it");

    [Fact]
    public void NoMarkup_IsMadeOfData()
    {
        var constants = SourceFile.Written.SelectMany(file => Constant().Matches(file.Text)).Select(match => match.Groups["name"].Value).ToHashSet();
        (from file in SourceFile.Written
         from match in Markup().Matches(file.Text)
         let operand = match.Groups["operand"].Value
         where !operand.StartsWith('"') && !constants.Contains(operand.Split('.')[^1])
         select $"{file.At(match.Index)} {match.Value}").ShouldBeNone("hostile text stays text: only a constant may be markup");
    }

    [Fact]
    public void NoFile_GrowsBeyondAScreenful() =>
        SourceFile.Written.Select(file => (file.Path, Lines: file.Text.Count(character => character == '\n')))
            .Where(file => file.Lines > 300)
            .Select(file => $"{file.Path} has {file.Lines} lines")
            .ShouldBeNone("a file of this size holds more than one thing");

    [Fact]
    public void Code_HasNoMarksForLater() =>
        Places(Later()).ShouldBeNone("do it, or open an issue");

    private static IEnumerable<string> Places(Regex pattern) =>
        from file in SourceFile.Written.Concat(SourceFile.Benchmarks)
        from match in pattern.Matches(file.Text)
        select $"{file.At(match.Index)} {match.Value.Trim()}";

    [GeneratedRegex(@"\basync\s+void\b")]
    private static partial Regex AsyncVoid();

    // The analyzer knows a task's Result from a property of that name, but does not read pages; these words are unmistakable in both.
    [GeneratedRegex(@"\.GetAwaiter\(\)|\.Wait\(\)|Async\([^()]*\)\.Result\b|Task\.Wait(All|Any)\(|Thread\.Sleep\(")]
    private static partial Regex Waiting();

    [GeneratedRegex(@"(\(MarkupString\)\s*|new\s+MarkupString\(\s*)\$?(?<operand>""|[\w.]+)")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\bconst\s+string\s+(?<name>\w+)")]
    private static partial Regex Constant();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Later();
}
