using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class ModelGuardTests
{
    [Theory]
    [InlineData(8, 0)]
    [InlineData(9, 1)]
    public void Measures_WithWeight_AreAtMostEight(int count, int warnings)
    {
        var model = Given.Model([.. Enumerable.Range(0, count).Select(i => Given.Measure($"m{i}")), Given.Measure("without", 0)]);
        Check(model, null).Should().HaveCount(warnings);
        Check(Given.Model(Given.Dimension("a", 1, [.. model.Measures.Take(5)]), Given.Dimension("b", 0, [.. model.Measures.Skip(5)])), null).Should().BeEmpty("a dimension without weight counts for nothing");
    }

    [Theory]
    [InlineData(0, "No account in this scope has a value.")]
    [InlineData(1, "Only 1 of 100 accounts in this scope has a value.")]
    [InlineData(4, "Only 4 of 100 accounts in this scope have a value.")]
    [InlineData(5, null)]
    public void Data_ThatHardlyAnAccountHas_IsSaidToBeMissing(int accounts, string? message)
    {
        var model = Given.Model(Given.Measure("a", 0));
        var warnings = Check(model, Scopes.Of(model, Enumerable.Range(0, 100).Select(i => new[] { i < accounts ? i : double.NaN })));
        if (message is null) warnings.Should().BeEmpty();
        else warnings.Should().ContainSingle().Which.Should().Match<GuardWarning>(w => w.Reason == GuardReason.NoData && w.MeasureId == "a" && w.Message.StartsWith(message));
    }

    [Fact]
    public void Data_OfASilentSource_IsSaidToBeSilent()
    {
        var model = Given.Model(Given.Measure("a"));
        var scope = Scopes.Of(model, Enumerable.Repeat(new[] { double.NaN }, 30), MeasureStatus.Silent);
        Check(model, scope).Should().ContainSingle().Which.Message.Should().Contain("Its source is silent");
    }

    [Theory]
    [InlineData(94, 100, false)]
    [InlineData(95, 100, true)]
    [InlineData(19, 19, false)]
    public void Measure_WithOneSubScoreForNearlyAll_HardlyVaries(int same, int of, bool warned)
    {
        var model = Given.Model(Given.Measure("a") with { Curve = new PointsCurve(new(0, 0), new(50, 100)) });
        var scope = Scopes.Of(model, Enumerable.Range(0, of).Select(i => new double[] { i < same ? 50 + i : i % 7 }));
        Check(model, scope).Select(w => w.Reason).Should().Equal(warned ? [GuardReason.HardlyVaries] : []);
        Check(model.With("a", m => m with { Curve = new PointsCurve(new(0, 0), new(200, 100)) }), scope).Should().BeEmpty("another curve tells the same values apart");
    }

    [Theory]
    [InlineData(1, "like a, latest")]
    [InlineData(-1, "just the other way round than a, latest")]
    public void Measures_ThatOrderAccountsAlike_SayTheSame(int sign, string words)
    {
        var model = Given.Model(Given.Measure("a"), Given.Measure("b") with { Curve = new PointsCurve(new(0, 0), new(1000, 100)) }, Given.Measure("c"));
        // b bends, so that only the order tells; c goes its own way.
        var scope = Scopes.Of(model, Enumerable.Range(0, 60).Select(i => new[] { i, 500 + (sign * Math.Exp(i / 10.0)), i * 37 % 60 }));
        var warning = Check(model, scope).Should().ContainSingle().Which;
        warning.Should().Match<GuardWarning>(w => w.Reason == GuardReason.SaysTheSame && w.MeasureId == "b" && w.Message.Contains(words));
        Check(model.With("a", m => m with { Weight = 0 }), scope).Should().BeEmpty("what has no weight counts for nothing");
    }

    [Fact]
    public void Correlation_IsSpearmans()
    {
        // The textbook's example: IQ and hours of television, ρ = −29/165.
        double[] iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110], hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
        RankCorrelation.Of(iq, hours, 2, 100).Should().BeApproximately(-29 / 165.0, 1e-12);
        RankCorrelation.Of([1, 1, 2, 3], [1, 1, 2, 3], 2, 100).Should().BeApproximately(1, 1e-12);
        RankCorrelation.Of([1, 2, double.NaN, 3], [double.NaN, 5, 1, 4], 2, 100).Should().BeApproximately(-1, 1e-12, "only accounts that have both count");
        RankCorrelation.Of([1, 2, 3], [4, 4, 4], 2, 100).Should().BeNull();
        RankCorrelation.Of([1, 2, 3], [4, 5, 6], 4, 100).Should().BeNull();
    }

    private static IReadOnlyList<GuardWarning> Check(ModelDefinition model, MeasuredScope? scope) =>
        ModelGuard.Check(model, new Dictionary<string, Metric>(), scope, CultureInfo.InvariantCulture);
}
