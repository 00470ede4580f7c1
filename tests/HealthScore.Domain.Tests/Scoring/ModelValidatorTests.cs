using HealthScore.Domain.Primitives;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using static HealthScore.Domain.Tests.Scoring.Given;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class ModelValidatorTests
{
    private static readonly MeasureDefinition s_a = Measure("a");

    private static readonly Dictionary<string, Metric> s_metrics = new[]
    {
        new Metric("a", "", MetricKind.Gauge),
        new Metric("b", "", MetricKind.Gauge),
        new Metric("logins", "", MetricKind.Count),
    }.ToDictionary(m => m.Key);

    public static TheoryData<string, string, ModelDefinition> Faults => new()
    {
        { "no_dimension", "dimensions", Model(Array.Empty<Dimension>()) },
        { "no_measure", "dimensions[1].measures", Model(Dimension("A", 1, s_a), Dimension("B", 1)) },
        { "no_name", "dimensions[0].name", Model(Dimension(" ", 1, s_a)) },
        { "name_taken", "dimensions[1].name", Model(Dimension("Use", 1, s_a), Dimension("use", 1, Measure("b"))) },
        { "name_taken", "dimensions[1].measures[0].id", Model(Dimension("A", 1, s_a), Dimension("B", 1, s_a)) },
        { "bad_id", "dimensions[0].measures[0].id", Model(s_a with { Id = "Logins 30" }) },
        { "out_of_range", "dimensions[0].weight", Model(Dimension("A", -1, s_a), Dimension("B", 1, Measure("b"))) },
        { "out_of_range", "dimensions[0].measures[1].weight", Model(s_a, Measure("b", double.NaN)) },
        { "out_of_range", "dimensions[0].measures[1].weight", Model(s_a, Measure("b", double.PositiveInfinity)) },
        { "weights_sum_to_zero", "dimensions", Model(Dimension("A", 0, s_a), Dimension("B", 1, Measure("b", 0))) },
        { "too_many", "dimensions", Model(Many(60, "a"), Many(41, "b")) },
        { "too_many", "rules", Model(s_a) with { Rules = [.. Enumerable.Repeat(OnA, 101)] } },
        { "unknown_word", "method", Model(s_a) with { Method = (ScoringMethod)9 } },
        { "unknown_word", "dimensions[0].measures[0].missing", Model(s_a with { Missing = (MissingPolicy)99 }) },
        { "unknown_word", "dimensions[0].measures[0].aggregation", Model(s_a with { Source = new MetricSource("a", (Aggregation)99, 7) }) },
        { "unknown_word", "dimensions[0].measures[0].derived", Model(s_a with { Source = new DerivedSource((DerivedMeasure)99) }) },
        { "out_of_range", "min_coverage", Model(s_a) with { MinCoverage = 1.1 } },
        { "out_of_range", "margin", Model(s_a) with { Margin = -1 } },
        { "out_of_range", "dwell", Model(s_a) with { Dwell = 32 } },
        { "out_of_range", "dwell", Model(s_a) with { Dwell = 0 } },
        { "out_of_range", "bands", Model(s_a) with { Bands = new(101, 40) } },
        { "bands_crossed", "bands", Model(s_a) with { Bands = new(40, 70) } },
        { "out_of_range", "dimensions[0].measures[0].target", Model(s_a with { Target = 101 }) },
        { "out_of_range", "dimensions[0].measures[0].window", Model(s_a with { Source = new MetricSource("a", Aggregation.Sum, 401) }) },
        { "out_of_range", "dimensions[0].measures[0].window", Model(s_a with { Source = new DerivedSource(DerivedMeasure.Nps, 0) }) },
        { "unknown_metric", "dimensions[0].measures[0].metric", Model(s_a with { Source = new MetricSource("x", Aggregation.Sum, 7) }) },
        { "unknown_metric", "dimensions[0].measures[0].by", Model(s_a with { Source = new MetricSource("a", Aggregation.Ratio, 7, "x") }) },
        { "ratio_without_by", "dimensions[0].measures[0].by", Model(s_a with { Source = new MetricSource("a", Aggregation.Ratio, 7) }) },
        { "by_without_ratio", "dimensions[0].measures[0].by", Model(s_a with { Source = new MetricSource("a", Aggregation.Sum, 7, "b") }) },
        { "kinds_differ", "dimensions[0].measures[0].by", Model(s_a with { Source = new MetricSource("a", Aggregation.Ratio, 7, "logins") }) },
        { "no_point", "dimensions[0].measures[0].curve.points", Model(s_a with { Curve = new PointsCurve() }) },
        { "not_ascending", "dimensions[0].measures[0].curve.points[1]", Model(s_a with { Curve = new PointsCurve(new(1, 0), new(1, 9)) }) },
        { "not_a_number", "dimensions[0].measures[0].curve.points[0]", Model(s_a with { Curve = new PointsCurve(new CurvePoint(double.NaN, 0)) }) },
        { "out_of_range", "dimensions[0].measures[0].curve.points[0]", Model(s_a with { Curve = new PointsCurve(new CurvePoint(1, 101)) }) },
        { "no_threshold", "dimensions[0].measures[0].curve.thresholds", Model(s_a with { Curve = new BandsCurve([], [1]) }) },
        { "not_ascending", "dimensions[0].measures[0].curve.thresholds[1]", Model(s_a with { Curve = new BandsCurve([2, 1], [1, 2, 3]) }) },
        { "wrong_count", "dimensions[0].measures[0].curve.values", Model(s_a with { Curve = new BandsCurve([1, 2], [1, 2]) }) },
        { "out_of_range", "dimensions[0].measures[0].curve.values[1]", Model(s_a with { Curve = new BandsCurve([1], [1, -2]) }) },
        { "not_a_number", "dimensions[0].measures[0].curve.at_least", Model(s_a with { Curve = new PassCurve(double.NaN) }) },
        { "no_condition", "rules[0].when", Ruled(new() { Limit = 1 }) },
        { "no_condition", "rules[0].when", Ruled(OnA with { RiskEvent = "merger" }) },
        { "no_name", "rules[0].when.risk_event", Ruled(new() { RiskEvent = "" }) },
        { "unknown_measure", "rules[0].when.measure", Ruled(OnA with { MeasureId = "z" }) },
        { "unknown_word", "rules[0].when.op", Ruled(OnA with { Comparison = (Comparison)99 }) },
        { "not_a_number", "rules[0].when.value", Ruled(OnA with { Value = double.NegativeInfinity }) },
        { "out_of_range", "rules[0]", Ruled(OnA with { Limit = -1 }) },
    };

    private static Rule OnA => new() { MeasureId = "a", Comparison = Comparison.Less, Value = 1, Limit = 50 };

    [Theory, MemberData(nameof(Faults))]
    public void Check_OfAFault_SaysWhatAndWhere(string code, string field, ModelDefinition definition)
    {
        var errors = ModelValidator.Check(definition, s_metrics);
        errors.Should().ContainSingle(e => e.Code == code && e.Field == field).Which.Message.Should().EndWith(".");
    }

    [Fact]
    public void Check_OfAModelThatMakesSense_FindsNothing()
    {
        var model = Model(
            Dimension("Use", 2, s_a, Measure("b", 0), s_a with { Id = "r", Source = new MetricSource("a", Aggregation.Ratio, 400, "b") }),
            Dimension("Life", 0, s_a with { Id = "nps", Source = new DerivedSource(DerivedMeasure.Nps, 1), Curve = new BandsCurve([6, 9], [0, 50, 100]) }));
        ModelValidator.Check(model with { Bands = new(70, 70), Rules = [OnA, new() { RiskEvent = "merger", Limit = 0, IsCap = true }] }, s_metrics).Should().BeEmpty();
    }

    [Fact]
    public void Check_OfSeveralFaults_NamesThemAll() =>
        ModelValidator.Check(Model(s_a with { Target = -1 }) with { Margin = double.NaN, Dwell = 99 }, s_metrics).Should().HaveCount(3);

    [Fact]
    public void Check_OfAsManyMeasuresAsMayBe_FindsNothing() => ModelValidator.Check(Model(Many(60, "a"), Many(40, "b")), s_metrics).Should().BeEmpty();

    private static Dimension Many(int count, string metric) => Dimension(metric, 1, [.. Enumerable.Range(0, count).Select(i => Measure(metric) with { Id = $"{metric}{i}" })]);

    private static ModelDefinition Ruled(Rule rule) => Model(s_a) with { Rules = [rule] };
}
