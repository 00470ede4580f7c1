using HealthScore.Domain.Primitives;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class ModelDifferenceTests
{
    private static readonly ModelDefinition Old = Definitions.Of(("Usage", 60, [("logins", 1), ("seats", 1)]), ("Value", 40, [("nps", 1)]));

    private static readonly Dictionary<string, Metric> NoMetrics = [];

    public static TheoryData<ModelDefinition, string[]> Changes => new()
    {
        { Old, [] },
        { Definitions.Of(("Usage", 6, [("logins", 50), ("seats", 50)]), ("Value", 4, [("nps", 9)])), [] },
        { Old with { Bands = new(70, 40) }, [] },
        { Old with { Method = ScoringMethod.AllOrNone }, ["Model: method weighted → all or none"] },
        { Old with { MinCoverage = 0.655 }, ["Model: minimum coverage 50 % → 65.5 %"] },
        { Old with { Bands = new(75, 40) }, ["Model: green from 70 → 75"] },
        { Old with { Bands = new(70, 35.5) }, ["Model: yellow from 40 → 35.5"] },
        { Old with { Margin = 0, Dwell = 1 }, ["Model: margin 3 → 0", "Model: dwell in days 2 → 1"] },
        { Old with { Note = "Reviewed in May" }, ["Model: note Reviewed in May"] },
        {
            Definitions.Of(("Usage", 50, [("logins", 1), ("seats", 1)]), ("Value", 50, [("nps", 1)])),
            [
                "Usage: share of the score 60 % → 50 %", "Value: share of the score 40 % → 50 %",
                "logins, mean of 28 days: share of the score 30 % → 25 %", "seats, mean of 28 days: share of the score 30 % → 25 %",
                "nps, mean of 28 days: share of the score 40 % → 50 %",
            ]
        },
        { Old.With("nps", m => m with { Name = "Promoters" }), ["Promoters: name Promoters"] },
        { Old.With("nps", m => m with { Source = new DerivedSource(DerivedMeasure.Nps, 180) }), ["NPS, mean of 180 days: source nps, mean of 28 days → NPS, mean of 180 days"] },
        { Old.With("logins", m => m with { Source = new MetricSource("logins", Aggregation.Ratio, 28, "seats") }), ["logins per seats: source logins, mean of 28 days → logins per seats, 28 days"] },
        { Old.With("logins", m => m with { Source = new MetricSource("logins", Aggregation.Mean, 7) }), ["logins, mean of 7 days: source logins, mean of 28 days → logins, mean of 7 days"] },
        { Old.With("nps", m => m with { Curve = new PassCurve(8) }), ["nps, mean of 28 days: curve 0 → 0, 100 → 100 → passes from 8"] },
        { Old.With("nps", m => m with { Curve = new PassCurve(8, LowerIsBetter: true) }), ["nps, mean of 28 days: curve 0 → 0, 100 → 100 → passes up to 8"] },
        { Old.With("nps", m => m with { Curve = new BandsCurve([5, 8.5], [0, 40, 100]) }), ["nps, mean of 28 days: curve 0 → 0, 100 → 100 → below 5: 0, from 5: 40, from 8.5: 100"] },
        { Old.With("nps", m => m with { Missing = MissingPolicy.Required, Target = 80, Note = "Asked twice a year" }), ["nps, mean of 28 days: when missing left out → no score without it", "nps, mean of 28 days: target 100 → 80", "nps, mean of 28 days: note Asked twice a year"] },
        {
            Definitions.Of(("Usage", 60, [("logins", 1), ("seats", 1)]), ("Value", 40, [("nps", 1), ("goals", 1)])),
            ["goals, mean of 28 days: measure added to Value with 20 % (goals, mean of 28 days; 0 → 0, 100 → 100)", "nps, mean of 28 days: share of the score 40 % → 20 %"]
        },
        {
            Definitions.Of(("Usage", 60, [("logins", 1)]), ("Value", 40, [("nps", 1)])),
            ["seats, mean of 28 days: measure removed, was 30 %", "logins, mean of 28 days: share of the score 30 % → 60 %"]
        },
        {
            Definitions.Of(("Usage", 60, [("logins", 1), ("seats", 1)])),
            ["Value: dimension removed, was 40 %", "Usage: share of the score 60 % → 100 %", "nps, mean of 28 days: measure removed, was 40 %",
                "logins, mean of 28 days: share of the score 30 % → 50 %", "seats, mean of 28 days: share of the score 30 % → 50 %"]
        },
        { Definitions.Of(("Adoption", 60, [("logins", 1), ("seats", 1)]), ("Value", 40, [("nps", 1)])), ["Usage: renamed Usage → Adoption"] },
        { Definitions.Of(("Usage", 60, [("seats", 1), ("logins", 1)]), ("Value", 40, [("nps", 1)])), ["Usage: order of measures logins, seats → seats, logins"] },
        { Definitions.Of(("Value", 40, [("nps", 1)]), ("Usage", 60, [("logins", 1), ("seats", 1)])), ["Model: order of dimensions Usage, Value → Value, Usage"] },
        {
            Definitions.Of(("Usage", 30, [("logins", 1)]), ("Value", 70, [("nps", 4), ("seats", 3)])),
            [
                "Usage: share of the score 60 % → 30 %", "Value: share of the score 40 % → 70 %", "logins, mean of 28 days: share of its dimension 50 % → 100 %",
                "nps, mean of 28 days: share of its dimension 100 % → 57.14 %", "seats, mean of 28 days: dimension Usage → Value", "seats, mean of 28 days: share of its dimension 50 % → 42.86 %",
            ]
        },
        { Old with { Rules = [new() { RiskEvent = "champion_left", IsCap = true, Limit = 50 }] }, ["Rule: added: champion left: at most 50"] },
        { Old with { Dimensions = [Old.Dimensions[0] with { Note = "Ask product first" }, Old.Dimensions[1]] }, ["Usage: note Ask product first"] },
        { Old with { Rules = [new() { MeasureId = "nps", Comparison = Comparison.AtLeast, Value = 9, Limit = 60 }] }, ["Rule: added: nps, mean of 28 days at least 9: at least 60"] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Difference_SaysWhatChanged(ModelDefinition now, string[] words) =>
        ModelDifference.Between(Old, now, ScoreKind.Health, NoMetrics).Select(c => c.Text).Should().Equal(words);

    [Fact]
    public void Thresholds_OfRisk_NameRedFirst() =>
        ModelDifference.Between(Old, Old with { Bands = new(65, 30) }, ScoreKind.Risk, NoMetrics).Select(c => c.Text).Should().Equal("Model: red from 60 → 65");

    [Fact]
    public void Rule_Gone_IsRemoved()
    {
        var ruled = Old with { Rules = [new() { MeasureId = "seats", Comparison = Comparison.Less, Value = 1, IsCap = true, Limit = 30 }] };
        ModelDifference.Between(ruled, Old, ScoreKind.Health, NoMetrics).Select(c => c.Text).Should().Equal("Rule: removed, was seats, mean of 28 days below 1: at most 30");
    }

    [Fact]
    public void Rule_WithAnotherNote_IsTheSameRule()
    {
        Rule rule = new() { RiskEvent = "merger", IsCap = true, Limit = 60, Note = "Until May" };
        ModelDifference.Between(Old with { Rules = [rule] }, Old with { Rules = [rule with { Note = "For good" }] }, ScoreKind.Health, NoMetrics).Select(c => c.Text).Should().Equal("Rule merger: at most 60: note Until May → For good");
    }

    [Fact]
    public void Metric_WithAName_IsCalledByIt()
    {
        var names = new Dictionary<string, Metric> { ["nps"] = new("nps", "Net promoters", MetricKind.Gauge) };
        ModelDifference.Between(Old, Old.With("nps", m => m with { Target = 50 }), ScoreKind.Health, names).Single().Part.Should().Be("Net promoters, mean of 28 days");
    }

    [Fact]
    public void Share_ThatMovesALittle_IsShownWithAsManyDigitsAsItTakes()
    {
        var now = Definitions.Of(("Usage", 60, [("logins", 1), ("seats", 1.00001)]), ("Value", 40, [("nps", 1)]));
        ModelDifference.Between(Old, now, ScoreKind.Health, NoMetrics)[0].Text.Should().Be("logins, mean of 28 days: share of the score 30 % → 29.99985 %");
    }
}
