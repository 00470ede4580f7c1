using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Tests.Metrics;

public sealed class PeerDistributionTests
{
    private static readonly PercentileMeasure s_measure = new(MetricId: 1, Window: 30);

    [Theory]
    [InlineData(0, 2.5)]
    [InlineData(10, 52.5)]
    [InlineData(19, 97.5)]
    [InlineData(-1, 0.0)]
    [InlineData(99, 100.0)]
    public void Rank_AmongTwentyDifferentInputs_CountsItselfHalf(double input, double expected) =>
        Of(Enumerable.Range(0, 20).Select(i => (double)i)).Rank(1, 2, s_measure, input).Value.Should().Be(expected);

    [Fact]
    public void Rank_WhenAllAreEqual_IsTheMiddle() =>
        Of(Enumerable.Repeat(3.0, 25)).Rank(1, 2, s_measure, 3).Value.Should().Be(50);

    [Fact]
    public void Rank_OfMeansThatDifferByTheirSummationOnly_TakesThemAsEqual() =>
        Of(Enumerable.Repeat(0.1 + 0.2 + 0.3, 20)).Rank(1, 2, s_measure, 0.3 + 0.2 + 0.1).Value.Should().Be(50);

    [Fact]
    public void Rank_BelowTwentyPeers_IsMissing() =>
        Of(Enumerable.Repeat(3.0, 19)).Rank(1, 2, s_measure, 3).Status.Should().Be(MeasureStatus.Missing);

    [Fact]
    public void Rank_OfAnotherStage_FindsNoPeers() =>
        Of(Enumerable.Repeat(3.0, 25)).Rank(1, null, s_measure, 3).Status.Should().Be(MeasureStatus.Missing);

    [Fact]
    public void Rank_AfterMerge_IsThatOfAllWorkers()
    {
        var (one, other) = (new PeerDistribution(), new PeerDistribution());
        for (var i = 0; i < 20; i++) (i % 2 == 0 ? one : other).Add(null, null, s_measure, 19 - i);
        one.Merge(other);
        one.Freeze();
        one.Rank(null, null, s_measure, 5).Value.Should().Be(27.5);
    }

    private static PeerDistribution Of(IEnumerable<double> inputs)
    {
        var peers = new PeerDistribution();
        foreach (var input in inputs.Reverse()) peers.Add(1, 2, s_measure, input);
        peers.Freeze();
        return peers;
    }
}
