using HealthScore.Domain.Tests.Scoring.Golden;
using HealthScore.Domain.Tests.Scoring.Twin;

namespace HealthScore.Engine.Tests.Scoring.Twin;

/// <summary>The golden numbers, and random worlds, through import, packed readings, run, packed scores and explanation.</summary>
public sealed class StoredRunTests(StoredRun run) : IClassFixture<StoredRun>
{
    public static TheoryData<string> Cases => GoldenFolder.Cases;

    [GoldenTheory, MemberData(nameof(Cases))]
    public async Task StoredScore_OfGoldenCase_IsAsTheContractDemands(string file)
    {
        var golden = GoldenCase.Load(file);
        var rows = await run.ScoreAsync(golden.World, withReasons: true);
        var comparison = new GoldenComparison(golden);
        foreach (var expected in golden.Expects) comparison.Compare(expected, rows);
        comparison.Differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData(300_001, 12)]
    public async Task StoredScore_OfRandomWorlds_IsThatOfTheDomainAlone(int firstSeed, int worlds)
    {
        for (var seed = firstSeed; seed < firstSeed + worlds; seed++)
        {
            var world = new RandomWorld(seed).Draw();
            foreach (var history in world.Accounts.Select(a => a.History)) OncePerKey(history);
            var (stored, fast) = (await run.ScoreAsync(world, withReasons: false), new FastRun(world));
            foreach (var account in world.Accounts)
                foreach (var kind in World.Kinds)
                    stored(account, kind).Zip(fast.Rows(account, kind).Select(r => r with { Moved = null }), RowComparison.Differences)
                        .SelectMany((d, i) => d.Select(line => $"world {seed}, {account.Id}, {kind}, day {i}: {line}")).Should().BeEmpty();
        }
    }

    // The tables hold one of each.
    private static void OncePerKey(Domain.Scoring.AccountHistory history)
    {
        var events = history.RiskEvents.DistinctBy(e => (e.Type, e.Opened)).ToList();
        var renewals = history.Renewals.Distinct().ToList();
        history.RiskEvents.Clear();
        history.RiskEvents.AddRange(events);
        history.Renewals.Clear();
        history.Renewals.AddRange(renewals);
    }
}
