using System.Text.RegularExpressions;

namespace HealthScore.House.Tests.Docs;

/// <summary>A number that a document takes from the code is the code's.</summary>
public sealed class NumbersTests
{
    [Theory]
    [InlineData("docs/operating.md", "up to # days back", "src/HealthScore.Engine/Scoring/Runs/StartRun.cs", @"CatchUpDays = (?<number>\d+)")]
    [InlineData("docs/operating.md", "Loads the demo company (# accounts)", "src/HealthScore.Web/Commands/DemoCommand.cs", @"DefaultValueFactory = _ => (?<number>\d+)")]
    [InlineData("docs/operating.md", "PostgreSQL # or newer", "src/HealthScore.Engine/Storage/Embedded/PostgresBinaries.cs", @"Oldest = (?<number>\d+)")]
    [InlineData("docs/operating.md", "Open <http://localhost:#>", "src/HealthScore.Web/appsettings.json", @"""Urls"": ""http://localhost:(?<number>\d+)""")]
    [InlineData("docs/operating.md", "| `Urls` | `http://localhost:#` |", "src/HealthScore.Web/appsettings.json", @"""Urls"": ""http://localhost:(?<number>\d+)""")]
    [InlineData("docs/development.md", "on http://localhost:#", "src/HealthScore.Web/appsettings.json", @"""Urls"": ""http://localhost:(?<number>\d+)""")]
    [InlineData("README.md", "serves <http://localhost:#>", "src/HealthScore.Web/appsettings.json", @"""Urls"": ""http://localhost:(?<number>\d+)""")]
    [InlineData("README.md", "PostgreSQL's programs, # or newer", "src/HealthScore.Engine/Storage/Embedded/PostgresBinaries.cs", @"Oldest = (?<number>\d+)")]
    [InlineData("docs/decisions/0007-blazor-script-from-the-runtime-pack.md", "the script of version #", "src/HealthScore.Web/BlazorScript.targets", @"<BlazorScriptPack>(?<number>[\d.]+)<")]
    [InlineData("docker-compose.yml", "\"#:5080\"", "src/HealthScore.Web/appsettings.json", @"""Urls"": ""http://localhost:(?<number>\d+)""")]
    public void Document_StatesTheCodesNumber(string page, string sentence, string source, string pattern)
    {
        var number = Regex.Match(Repository.Read(source), pattern);
        number.Success.Should().BeTrue("{0} has to hold {1}", source, pattern);
        Repository.Read(page).Should().Contain(sentence.Replace("#", number.Groups["number"].Value, StringComparison.Ordinal));
    }
}
