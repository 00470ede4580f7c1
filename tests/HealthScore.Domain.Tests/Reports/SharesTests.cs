using FsCheck;
using FsCheck.Fluent;
using HealthScore.Domain.Reports;

namespace HealthScore.Domain.Tests.Reports;

public sealed class SharesTests
{
    [Fact]
    public void Shares_OfThirds_AddUpToOne() => Shares.Of([1, 1, 1]).Should().Equal(0.334m, 0.333m, 0.333m);

    [Fact]
    public void Shares_OfNothing_AreNotKnown() => Shares.Of([0, 0]).Should().OnlyContain(share => share == null);

    [Fact]
    public void Share_OfAnEmptyPart_IsZero() => Shares.Of([0, 7, 0, 0]).Should().Equal(0, 1, 0, 0);

    [Fact]
    public void Shares_OfAnyParts_AddUpAndAreAlmostExact() =>
        Prop.ForAll(Gen.Choose(0, 100_000).ListOf(4).Where(parts => parts.Sum() > 0).ToArbitrary(), parts =>
        {
            decimal whole = parts.Sum();
            var shares = Shares.Of([.. parts.Select(part => part / 100m)]);
            return shares.Sum() == 1 && shares.Zip(parts).All(pair => Math.Abs(pair.First!.Value - pair.Second / whole) < 0.001m);
        }).QuickCheckThrowOnFailure();
}
