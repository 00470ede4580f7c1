using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthScore.House.Tests;

/// <summary>One .cs or .razor file below src, and the group (project and second-level folder) that it belongs to.</summary>
internal sealed class SourceFile(string path, string text)
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> Everything =
        new(() => Repository.Files("src", ".cs", ".razor").Select(path => new SourceFile(path, Repository.Read(path))).ToList());

    private static readonly Lazy<IReadOnlyList<SourceFile>> Measuring =
        new(() => Repository.Files("tests/HealthScore.Benchmarks", ".cs").Select(path => new SourceFile(path, Repository.Read(path))).ToList());

    private readonly Lazy<SyntaxNode> _syntax = new(() => CSharpSyntaxTree.ParseText(text).GetRoot());

    public static IReadOnlyList<SourceFile> All => Everything.Value;

    /// <summary>Code that people wrote: migrations are scaffolded.</summary>
    public static IEnumerable<SourceFile> Written => All.Where(file => !file.Path.Contains("/Storage/Migrations/", StringComparison.Ordinal));

    /// <summary>The benchmarks stand below tests, but are a program like any other.</summary>
    public static IReadOnlyList<SourceFile> Benchmarks => Measuring.Value;

    public string Path { get; } = path;

    public string Text { get; } = text;

    public bool IsRazor => Path.EndsWith(".razor", StringComparison.Ordinal);

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>`Engine.Scoring` for src/HealthScore.Engine/Scoring/Rank.cs; `Web` for a file directly in the project.</summary>
    public string Group { get; } = GroupOf(path);

    public SyntaxNode Syntax => _syntax.Value;

    public string At(int position) => $"{Path}:{Text.AsSpan(0, position).Count('\n') + 1}";

    private static string GroupOf(string path)
    {
        var parts = path.Split('/');
        var project = parts[1]["HealthScore.".Length..];
        return parts.Length > 3 ? $"{project}.{parts[2]}" : project;
    }
}
