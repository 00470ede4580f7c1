using System.Text.RegularExpressions;

namespace HealthScore.House.Tests.Tidy;

public sealed partial class DomainTests
{
    [Fact]
    public void Domain_HasNoClockNoChanceNoDiskAndNoThreads() =>
        (from file in SourceFile.Written
         where file.Group.StartsWith("Domain", StringComparison.Ordinal)
         from match in Impure().Matches(file.Text)
         select $"{file.At(match.Index)} {match.Value}").ShouldBeNone("the same arguments give the same result");

    [GeneratedRegex(@"(?<![\w.<""])(Random|TimeProvider|Stopwatch|Environment|Console|File|Directory|HttpClient|Task|Thread|Parallel)\b[.<(]|\bGuid\.NewGuid\b|\basync\b|CultureInfo\.CurrentCulture")]
    private static partial Regex Impure();
}
