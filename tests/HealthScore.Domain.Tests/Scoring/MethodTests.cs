using HealthScore.Domain.Scoring;
using static HealthScore.Domain.Tests.Scoring.Given;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class MethodTests
{
    [Theory]
    [InlineData(MissingPolicy.Redistribute, 80.0, 0.5)]
    [InlineData(MissingPolicy.Neutral, 65.0, 0.5)]
    [InlineData(MissingPolicy.Zero, 40.0, 0.5)]
    [InlineData(MissingPolicy.Required, null, 0.5)]
    public void Weighted_WithAMissingMeasure_FollowsItsPolicy(MissingPolicy policy, double? expected, double coverage)
    {
        var result = Score(Model(Measure("a"), Measure("b", missing: policy)), "a=80");
        result.Computed.Should().Be(expected);
        result.Coverage.Should().Be(coverage);
        result.Bounds.Should().Be(new ScoreBounds(40, 90));
    }

    [Fact]
    public void Weighted_IsTheMeanOfDimensions_EachTheMeanOfItsMeasures()
    {
        var model = Model(Dimension("Use", 3, Measure("a", 2), Measure("b")), Dimension("Value", 1, Measure("c")));
        var result = Score(model, "a=80 b=50 c=40");
        result.Computed.Should().Be(62.5);
        result.Dimensions.ToArray().Select(d => d.Score).Should().Equal(70, 40);
        result.Measures.ToArray().Select(m => (m.Weight, m.Earned, m.Lost)).Should().Equal((0.5, 40, 10), (0.25, 12.5, 12.5), (0.25, 10, 15));
    }

    [Fact]
    public void Weighted_WithARequiredMeasureOfWeightZero_IsUnknownWithoutIt() =>
        Score(Model(Measure("a"), Measure("b", 0, MissingPolicy.Required)), "a=80").Computed.Should().BeNull();

    [Theory]
    [InlineData(0.5, 64.0)]
    [InlineData(0.51, null)]
    public void Weighted_BelowTheMinimumCoverage_IsUnknown(double minimum, double? expected) =>
        Score(Model(Measure("a"), Measure("b")) with { MinCoverage = minimum }, "a=64").Computed.Should().Be(expected);

    [Fact]
    public void Weighted_WhenNothingHasWeight_HasNoBounds()
    {
        var result = Score(Model(Measure("a", 0)), "a=64");
        (result.Computed, result.Bounds, result.Coverage).Should().Be(((double?)null, (ScoreBounds?)null, 0.0));
    }

    [Theory]
    [InlineData("a=80 b=100", 100.0)]
    [InlineData("a=79 b=100", 0.0)]
    [InlineData("a=80", 100.0)]
    [InlineData("b=100", 100.0)]
    [InlineData("", null)]
    public void AllOrNone_LeavesOutWhatIsMissing(string values, double? expected) =>
        Score(AllOrNone(Measure("a", target: 80), Measure("b")), values).Computed.Should().Be(expected);

    [Theory]
    [InlineData(MissingPolicy.Neutral, 0.0)]
    [InlineData(MissingPolicy.Zero, 0.0)]
    [InlineData(MissingPolicy.Required, null)]
    public void AllOrNone_WithAMissingMeasure_FallsShortWhateverItsTarget(MissingPolicy policy, double? expected) =>
        Score(AllOrNone(Measure("a", target: 80), Measure("b", missing: policy, target: 0)), "a=80").Computed.Should().Be(expected);

    [Fact]
    public void AllOrNone_KnowsNoDimensionScoresOrPoints()
    {
        var result = Score(AllOrNone(Measure("a"), Measure("b", 0, target: 100)), "a=100 b=0");
        result.Computed.Should().Be(100, "a measure without weight is not judged");
        result.Dimensions[0].Score.Should().BeNull();
        result.Measures[0].Should().Match<MeasureScore>(m => m.Weight == null && m.Earned == null && m.Lost == null);
    }

    [Theory]
    [InlineData(ScoreKind.Health, 35, "B")]
    [InlineData(ScoreKind.Risk, 80, "A")]
    public void SideBySide_IsTheWorstDimension_WhateverItsWeight(ScoreKind kind, double expected, string giving)
    {
        var model = Model(Dimension("A", 5, Measure("a")), Dimension("B", 0, Measure("b"), Measure("c")), Dimension("C", 1, Measure("d"))) with { Method = ScoringMethod.SideBySide };
        var result = Score(model, "a=80 b=50 c=20", kind);
        result.Computed.Should().Be(expected);
        result.Measures.ToArray().Take(3).Select(m => m.Weight).Should().Equal(giving == "A" ? [1, 0, 0] : [0, 0.5, 0.5]);
        result.Dimensions[2].Should().Be(default(DimensionScore));
    }

    [Fact]
    public void SideBySide_OfDimensionsThatAreEqual_TakesTheFirst()
    {
        var model = Model(Dimension("A", 1, Measure("a", 0.1), Measure("b", 0.2)), Dimension("B", 1, Measure("c"))) with { Method = ScoringMethod.SideBySide };
        Score(model, "a=70 b=70 c=70").Measures.ToArray().Select(m => m.Weight > 0).Should().Equal(true, true, false);
    }

    private static ModelDefinition AllOrNone(params MeasureDefinition[] measures) => Model(measures) with { Method = ScoringMethod.AllOrNone, MinCoverage = 0 };
}
