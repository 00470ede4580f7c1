using FsCheck;
using FsCheck.Fluent;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class WeightSharesTests
{
    private static readonly IReadOnlySet<int> None = new HashSet<int>();

    [Fact]
    public void Share_Raised_IsTakenFromTheOthersInTheirRatio() =>
        WeightShares.Set([50, 30, 20], 0, 60, None).Should().Equal(60, 24, 16);

    [Fact]
    public void LockedShare_Stays() =>
        WeightShares.Set([50, 30, 20], 0, 60, new HashSet<int> { 1 }).Should().Equal(60, 30, 10);

    [Fact]
    public void Share_BeyondWhatIsFree_StopsThere()
    {
        WeightShares.Largest([50, 30, 20], 0, new HashSet<int> { 1 }).Should().Be(70);
        WeightShares.Set([50, 30, 20], 0, 90, new HashSet<int> { 1 }).Should().Equal(70, 30, 0);
    }

    [Fact]
    public void Share_WithAllOthersLocked_CannotChange() =>
        WeightShares.Set([50, 30, 20], 0, 10, new HashSet<int> { 1, 2 }).Should().Equal(50, 30, 20);

    [Fact]
    public void Others_WithoutWeight_ShareEvenly() =>
        WeightShares.Set([1, 0, 0], 0, 50, None).Should().Equal(50, 25, 25);

    [Fact]
    public void Thirds_AddUpToExactlyOneHundred() =>
        WeightShares.Set([1, 1, 1, 1], 0, 0, None).Should().Equal(0, 33.4, 33.3, 33.3);

    [Fact]
    public void OneAlone_HasEverything() => WeightShares.Set([3], 0, 20, None).Should().Equal(100);

    [Fact]
    public void Shares_OfNoWeight_AreZero() => WeightShares.Of([0, 0]).Should().Equal(0, 0);

    [Fact]
    public void Shares_AfterAnyChange_AddUpAndKeepWhatIsLocked()
    {
        var groups = from weights in Gen.Choose(0, 1000).ListOf(6)
                     from index in Gen.Choose(0, 5)
                     from share in Gen.Choose(-100, 1100)
                     from locks in Gen.Choose(0, 63)
                     select (weights, index, share / 10.0, locks);
        Prop.ForAll(groups.ToArbitrary(), group =>
        {
            var (weights, index, share, locks) = group;
            var locked = Enumerable.Range(0, 6).Where(i => (locks & (1 << i)) != 0).ToHashSet();
            IReadOnlyList<double> before = WeightShares.Set([.. weights.Select(w => (double)w)], index, 50, None);
            var after = WeightShares.Set(before, index, share, locked);
            return after.Sum(s => (decimal)s) == 100m && after.All(s => s is >= 0 and <= 100)
                && locked.Where(i => i != index).All(i => after[i] == before[i])
                && (locked.Count(i => i != index) == 5 || after[index] == Math.Clamp(share, 0, WeightShares.Largest(before, index, locked)));
        }).QuickCheckThrowOnFailure();
    }
}
