using FsCheck;
using FsCheck.Fluent;
using HealthScore.Domain.MyDay;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.MyDay;

public sealed class StakeTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(new Replay(new Rnd(20240310, 3), null));

    private static readonly Gen<StakeFacts> s_facts =
        from arr in Gen.Choose(0, 1_000_000)
        from health in Gen.Choose(0, 100)
        from before in Gen.Choose(-20, 100)
        from band in Gen.Elements(Enum.GetValues<Band>())
        from eve in Gen.Elements(Enum.GetValues<Band>())
        from days in Gen.Choose(-30, 400)
        select new StakeFacts(arr, band == Band.Unknown ? null : health, band, before < 0 ? null : before, eve, days < 0 ? null : days);

    [Theory]
    [InlineData(100_000, 20, Band.Red, 20, Band.Red, null, 100_000 * 0.8)]
    [InlineData(100_000, 60, Band.Yellow, 60, Band.Yellow, null, 100_000 * 0.5 * 0.4)]
    [InlineData(100_000, 95, Band.Green, 95, Band.Green, 0, 0)]
    [InlineData(100_000, 20, Band.Red, 35, Band.Red, null, 100_000 * 0.8 * 1.5)]
    [InlineData(100_000, 20, Band.Red, 80, Band.Yellow, null, 100_000 * 0.8 * 3)]
    [InlineData(100_000, 20, Band.Red, 20, Band.Red, 0, 100_000 * 0.8 * 2)]
    [InlineData(100_000, 20, Band.Red, 20, Band.Red, 90, 100_000 * 0.8 * 1.5)]
    [InlineData(100_000, 20, Band.Red, 20, Band.Red, 180, 100_000 * 0.8)]
    [InlineData(100_000, 20, Band.Red, 10, Band.Green, 400, 100_000 * 0.8 * 2)]
    [InlineData(0, 20, Band.Red, 20, Band.Red, null, 0.8)]
    public void Stake_IsTheProductOfItsFactors(int arr, double health, Band band, double before, Band eve, int? days, double expected) =>
        Stake.Of(new(arr, health, band, before, eve, days)).Amount.Should().BeApproximately(expected, 1e-6);

    [Fact]
    public void Stake_WithoutAScore_IsNothing() => Stake.Of(new(100_000, null, Band.Unknown, 50, Band.Green, 3)).Amount.Should().Be(0);

    [Fact]
    public void Stake_GrowsWithEachFactor() => FsCheck.Check.One(s_config, Prop.ForAll(s_facts.ToArbitrary(), facts =>
    {
        var stake = Stake.Of(facts).Amount;
        return Stake.Of(facts with { Arr = facts.Arr + 1000 }).Amount >= stake
            && Stake.Of(facts with { Health = facts.Health - 1 }).Amount >= stake
            && (facts.Band is Band.Unknown or Band.Red || Stake.Of(facts with { Band = facts.Band - 1, BandOnTheEve = Band.Unknown }).Amount >= Stake.Of(facts with { BandOnTheEve = Band.Unknown }).Amount)
            && Stake.Of(facts with { Before = facts.Before + 1 }).Amount >= stake
            && Stake.Of(facts with { BandOnTheEve = Band.Green }).Amount >= Stake.Of(facts with { BandOnTheEve = Band.Red }).Amount
            && (facts.DaysToRenewal is not { } days || Stake.Of(facts with { DaysToRenewal = Math.Max(0, days - 1) }).Amount >= stake);
    }));

    [Fact]
    public void Factors_StayInTheirRanges() => FsCheck.Check.One(s_config, Prop.ForAll(s_facts.ToArbitrary(), facts =>
        Stake.Of(facts) is { Arr: >= 1, Bad: >= 0 and <= 1, New: >= 1 and <= 3, Near: >= 1 and <= 2 }));

    [Theory]
    [InlineData(Band.Green, Band.Yellow, true)]
    [InlineData(Band.Yellow, Band.Red, true)]
    [InlineData(Band.Red, Band.Red, false)]
    [InlineData(Band.Red, Band.Green, false)]
    [InlineData(Band.Unknown, Band.Red, false)]
    [InlineData(Band.Green, Band.Unknown, false)]
    public void Band_HasFallen_OnlyFromAKnownToAWorseOne(Band from, Band to, bool expected) => Stake.HasFallen(from, to).Should().Be(expected);
}
