using HealthScore.Domain.Tests.Scoring.Golden;

namespace HealthScore.Domain.Tests.Scoring.Twin;

public sealed class TwinTests
{
    public static TheoryData<string> Cases => GoldenFolder.Cases;

    [GoldenTheory, MemberData(nameof(Cases))]
    public void SlowTwin_OfGoldenCase_IsAsTheContractDemands(string file)
    {
        var golden = GoldenCase.Load(file);
        var comparison = new GoldenComparison(golden);
        foreach (var expected in golden.Expects) comparison.Compare(expected, new SlowTwin(golden.World).Rows);
        comparison.Differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1, 300, false)]
    [InlineData(100_001, 300, false)]
    [InlineData(200_001, 100, true)]
    public void Score_OfRandomWorlds_IsThatOfTheSlowTwin(int firstSeed, int worlds, bool provisional)
    {
        var differences = new List<string>();
        for (var seed = firstSeed; seed < firstSeed + worlds && differences.Count < 10; seed++)
        {
            var world = new RandomWorld(seed).Draw();
            var (fast, slow) = (new FastRun(world, provisional), new SlowTwin(world, provisional));
            foreach (var account in world.Accounts.Take(3))
                foreach (var kind in World.Kinds)
                    differences.AddRange(fast.Rows(account, kind).Zip(slow.Rows(account, kind), RowComparison.Differences)
                        .SelectMany((d, i) => d.Select(line => $"world {seed}, {account.Id}, {kind}, day {i}: {line}")));
        }
        differences.Take(10).Should().BeEmpty();
    }
}
