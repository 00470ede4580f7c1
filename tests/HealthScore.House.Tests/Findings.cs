namespace HealthScore.House.Tests;

internal static class Findings
{
    /// <summary>Fails with every finding on a line of its own.</summary>
    public static void ShouldBeNone(this IEnumerable<string> findings, string because = "") =>
        string.Join('\n', findings.Distinct()).Should().BeEmpty(because);
}
