using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthScore.House.Tests.Imports;

public sealed class ImportsTests
{
    private const string ListPath = "tests/HealthScore.House.Tests/imports.txt";

    private static readonly List<Import> Found = new ImportReader(SourceFile.All).Read().ToList();

    private static readonly string[] Allowed = Repository.Read(ListPath).Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line != "").ToArray();

    [Fact]
    public void EveryImport_StandsOnTheList() =>
        Found.Where(import => !Allowed.Contains(import.Permission))
            .Select(import => $"{import.Permission}    ({import.Place})")
            .ShouldBeNone($"an import needs its line in {ListPath}");

    [Fact]
    public void EveryPermission_IsUsed() =>
        Allowed.Except(Found.Select(import => import.Permission)).ShouldBeNone($"a permission that nobody uses leaves {ListPath}");

    [Fact]
    public void EveryPermission_IsWrittenOnce() => Allowed.Should().OnlyHaveUniqueItems();

    [Fact]
    public void NoImport_BreaksAWall() =>
        Found.Select(import => (Import: import, Why: Walls.Forbid(import.From, import.To)))
            .Where(pair => pair.Why is not null)
            .Select(pair => $"{pair.Import.Permission}    ({pair.Import.Place}): {pair.Why}")
            .ShouldBeNone();

    [Fact]
    public void Imports_MakeNoCircle() => Walls.Circle(Found).Should().BeNull();

    [Fact]
    public void EveryNamespace_IsItsFolder() =>
        (from file in SourceFile.All
         where !file.IsRazor
         from declared in file.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
         where declared.Name.ToString() != Path.GetDirectoryName(file.Path)!["src/".Length..].Replace('/', '.')
         select $"{file.At(declared.SpanStart)} says {declared.Name}").ShouldBeNone();

    [Fact]
    public void EveryPage_TakesItsNamespaceFromItsFolder() =>
        SourceFile.All.Where(file => file.IsRazor && file.Text.Contains("@namespace", StringComparison.Ordinal)).Select(file => file.Path).ShouldBeNone();

    [Fact]
    public void ProjectFolders_HoldNoTypesButTheProgram() =>
        SourceFile.All.Where(file => !file.Group.Contains('.'))
            .Select(file => file.Path)
            .Should().BeSubsetOf(
                ["src/HealthScore.Web/Program.cs", "src/HealthScore.Web/App.razor", "src/HealthScore.Web/Routes.razor", "src/HealthScore.Web/_Imports.razor"],
                "a type that stands directly in a project's folder can be reached from everywhere without a using");

    [Fact]
    public void NoProject_ImportsANamespaceForAllItsFiles()
    {
        SourceFile.All.Where(file => file.Text.Contains("global using", StringComparison.Ordinal)).Select(file => file.Path).ShouldBeNone();
        Repository.Files("src", ".csproj", ".props", ".targets").Where(path => Repository.Read(path).Contains("<Using ", StringComparison.Ordinal)).ShouldBeNone();
    }

    [Fact]
    public void Domain_UsesNothingButTheBaseLibrary()
    {
        (from file in SourceFile.All
         where file.Group.StartsWith("Domain", StringComparison.Ordinal)
         from directive in file.Syntax.DescendantNodes().OfType<UsingDirectiveSyntax>()
         let name = directive.NamespaceOrType.ToString()
         where name.Split('.')[0] != "System" && !name.StartsWith("HealthScore.Domain.", StringComparison.Ordinal)
         select $"{file.At(directive.SpanStart)} {name}").ShouldBeNone();
        Repository.Read("src/HealthScore.Domain/HealthScore.Domain.csproj").Should().NotContain("Reference Include");
    }

    [Fact]
    public void Web_KnowsNoDatabase() =>
        (from file in SourceFile.All
         where file.Group.StartsWith("Web", StringComparison.Ordinal)
         from word in (string[])["Microsoft.EntityFrameworkCore", "Npgsql", "HealthScoreDb"]
         let position = file.Text.IndexOf(word, StringComparison.Ordinal)
         where position >= 0
         select $"{file.At(position)} {word}").ShouldBeNone("pages ask Engine");
}
