using HealthScore.Domain.Tests.Scoring.Twin;

namespace HealthScore.Domain.Tests.Scoring.Golden;

public sealed class GoldenTests
{
    public static TheoryData<string> Cases => GoldenFolder.Cases;

    [GoldenTheory, MemberData(nameof(Cases))]
    public void Score_OfGoldenCase_IsAsTheContractDemands(string file)
    {
        var golden = GoldenCase.Load(file);
        var run = new FastRun(golden.World);
        var comparison = new GoldenComparison(golden);
        foreach (var expected in golden.Expects) comparison.Compare(expected, run.Rows);
        comparison.Differences.Should().BeEmpty();
    }
}
