namespace HealthScore.House.Tests.Imports;

/// <summary>The checker itself: what it must see, and what it must not mistake for an import.</summary>
public sealed class ImportReaderTests
{
    [Theory]
    [InlineData("using HealthScore.Engine.Storage;")]
    [InlineData("using static HealthScore.Engine.Storage.Store;")]
    [InlineData("using S = HealthScore.Engine.Storage.Store;")]
    [InlineData("class A { HealthScore.Engine.Storage.Store? s; }")]
    [InlineData("class A { object s = new global::HealthScore.Engine.Storage.Store(); }")]
    [InlineData("class A { Storage.Store? s; }")]
    [InlineData("class A { Engine.Storage.Store? s; }")]
    public void Code_ThatReachesAnotherFolder_IsAnImport(string code) => Read(code).Should().Equal("Engine.Scoring -> Engine.Storage");

    [Theory]
    [InlineData("// HealthScore.Engine.Storage")]
    [InlineData("class A { string s = \"HealthScore.Engine.Storage.Store\"; }")]
    [InlineData("class A { int n = row.Storage.Store; }")]
    [InlineData("class A { int n = Storage.Count; }")]
    [InlineData("using HealthScore.Engine.Scoring;")]
    public void Code_ThatStaysAtHome_IsNoImport(string code) => Read(code).Should().BeEmpty();

    [Fact]
    public void SharedImports_CountForThePagesBelowThem() =>
        new ImportReader([
            new("src/HealthScore.Web/_Imports.razor", "@using HealthScore.Web.Shared"),
            new("src/HealthScore.Web/Accounts/AccountPage.razor", "@* HealthScore.Engine.Storage *@ <p>Accounts</p>"),
            new("src/HealthScore.Web/Shared/Dot.razor", "<i></i>"),
        ]).Read().Select(import => import.ToString()).Should().Equal("Import { From = Web.Accounts, To = Web.Shared, Place = src/HealthScore.Web/_Imports.razor:1, Permission = Web.Accounts -> Web.Shared }");

    [Theory]
    [InlineData("Domain.Accounts", "Domain.Scoring")]
    [InlineData("Domain.Playbooks", "Domain.Reports")]
    [InlineData("Domain.Scoring", "Engine.Scoring")]
    [InlineData("Engine.Storage", "Engine.Accounts")]
    [InlineData("Engine.Scoring", "Engine.Ingest")]
    [InlineData("Engine.Accounts", "Web.Accounts")]
    public void Wall_IsKept(string from, string to) => Walls.Forbid(from, to).Should().NotBeNull();

    [Theory]
    [InlineData("Domain.Scoring", "Domain.Accounts")]
    [InlineData("Engine.Scoring", "Engine.Storage")]
    [InlineData("Engine.Schedule", "Engine.Ingest")]
    [InlineData("Web.Reports", "Engine.Reports")]
    public void Door_IsOpen(string from, string to) => Walls.Forbid(from, to).Should().BeNull();

    [Fact]
    public void Circle_IsWrittenOut() =>
        Walls.Circle([new("A", "B", ""), new("B", "C", ""), new("C", "B", "")]).Should().Be("B -> C -> B");

    private static IEnumerable<string> Read(string code) =>
        new ImportReader([
            new("src/HealthScore.Engine/Scoring/A.cs", code),
            new("src/HealthScore.Engine/Storage/Store.cs", "namespace HealthScore.Engine.Storage; public sealed class Store;"),
        ]).Read().Select(import => import.Permission);
}
