using FsCheck;
using FsCheck.Fluent;
using HealthScore.Domain.Reports;

namespace HealthScore.Domain.Tests.Reports;

public sealed class SharesTests
{
    [Fact]
    public void Shares_OfEqualParts_AreEqual() => Shares.Of([1, 1, 2, 0]).Should().Equal(0.25m, 0.25m, 0.5m, 0m);

    [Fact]
    public void Shares_OfNothing_AreNotKnown() => Shares.Of([0, 0]).Should().OnlyContain(share => share == null);

    [Fact]
    public void Shares_OfAnyParts_AddUpToOne() =>
        Prop.ForAll(Gen.Choose(0, 100_000).ListOf(4).Where(parts => parts.Sum() > 0).ToArbitrary(), parts =>
            Math.Round(Shares.Of([.. parts.Select(part => part / 100m)]).Sum()!.Value, 20) == 1).QuickCheckThrowOnFailure();
}
