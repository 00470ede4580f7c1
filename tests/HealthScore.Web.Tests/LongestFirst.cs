using HealthScore.Web.Tests.Access;
using HealthScore.Web.Tests.Commands;
using HealthScore.Web.Tests.Demo;
using HealthScore.Web.Tests.Models;
using HealthScore.Web.Tests.Pages;
using HealthScore.Web.Tests.Paths;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("HealthScore.Web.Tests.LongestFirst", "HealthScore.Web.Tests")]

namespace HealthScore.Web.Tests;

/// <summary>Begins with the tests that take longest, so that at the end none of them keeps one core busy while the other has nothing left.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [DemoTests.Name, DemoPages.Name, nameof(KilledRunTests), nameof(ModelEditorTests), nameof(EmptyInstallationTests), nameof(RestartTests), nameof(OpenCircuitTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => Array.FindIndex(Longest, name => c.DisplayName.EndsWith(name, StringComparison.Ordinal)) is >= 0 and var at ? at : Longest.Length);
}
