using HealthScore.Domain.Primitives;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using static HealthScore.Domain.Tests.Scoring.Given;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class ModelJsonTests
{
    private const string Minimal = """
        {"kind": "health", "dimensions": [{"name": "Use", "measures": [
          {"id": "a", "metric": "logins", "aggregation": "last", "curve": {"type": "pass", "at_least": 1}}]}]}
        """;

    private static readonly ModelDocument s_full = new(
        ScoreKind.Risk,
        "Enterprise",
        "Größe < 5 & \"neu\"",
        Model(
            Dimension("Use", 2.5, Measure("a") with { Name = "Logins", Note = "why", Target = 80, Missing = MissingPolicy.Neutral, Weight = 0.1 }),
            Dimension(
                "Life",
                0,
                Measure("r") with { Source = new MetricSource("used", Aggregation.Ratio, 30, "paid"), Curve = new BandsCurve([-1.5, 1e-7], [0, 33.333333333333336, 100]) },
                Measure("p") with { Source = new DerivedSource(DerivedMeasure.Pulse), Curve = new PassCurve(3, LowerIsBetter: true) },
                Measure("n") with { Source = new DerivedSource(DerivedMeasure.Nps, 120) }) with { Note = "how it goes on" })
        with
        {
            Method = ScoringMethod.SideBySide,
            MinCoverage = 0.25,
            Bands = new(66.5, 33),
            Margin = 2.5,
            Dwell = 5,
            Note = "first try",
            Schema = "../model.schema.json",
            Rules = [new() { MeasureId = "a", Comparison = Comparison.AtMost, Value = -0.5, Limit = 35.125, Note = "nobody uses it" }, new() { RiskEvent = "merger", IsCap = true, Limit = 90 }],
        },
        Version: 3,
        Published: new(2024, 3, 1));

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSame()
    {
        var json = ModelJson.Write(s_full);
        var read = ModelJson.Read(json);
        read.Errors.Should().BeEmpty();
        read.Value.Should().BeEquivalentTo(s_full, o => o.RespectingRuntimeTypes());
        ModelJson.Write(read.Value!).Should().Be(json);
    }

    [Fact]
    public void ReadDefinition_OfWhatWasWritten_IsTheSame() =>
        ModelJson.ReadDefinition(ModelJson.WriteDefinition(s_full.Definition)).Value.Should().BeEquivalentTo(s_full.Definition, o => o.RespectingRuntimeTypes());

    [Fact]
    public void Write_IsForPeople()
    {
        var json = ModelJson.Write(s_full);
        json.Should().Contain("\"points\": [[0, 0], [100, 100]]").And.Contain("\"op\": \"<=\"").And.Contain("Größe < 5").And.Contain("\"red\": 66.5");
    }

    [Fact]
    public void Read_OfWhatIsLeftOut_TakesTheDefaults()
    {
        var document = ModelJson.Read(Minimal).Value!;
        (document.Segment, document.Stage, document.Version, document.Published).Should().Be((null, null, null, null));
        document.Definition.Should().BeEquivalentTo(new ModelDefinition
        {
            Dimensions = [new("Use", 1, [new() { Id = "a", Source = new MetricSource("logins", Aggregation.Last, 1), Curve = new PassCurve(1) }])],
        });
    }

    [Theory]
    [InlineData("\"health\"", "\"wealth\"", "kind")]
    [InlineData("\"health\",", "\"health\", \"colour\": 1,", "colour")]
    [InlineData("\"health\",", "\"health\", \"bands\": {\"red\": 60},", "bands.red")]
    [InlineData("\"health\",", "\"health\", \"min_coverage\": \"half\",", "min_coverage")]
    [InlineData("\"health\",", "\"health\", \"dwell\": 2.5,", "dwell")]
    [InlineData("\"health\",", "\"health\", \"margin\": 1e999,", "margin")]
    [InlineData("\"health\",", "\"health\", \"published\": \"1.3.2024\",", "published")]
    [InlineData("\"health\",", "\"health\", \"rules\": [{\"when\": {\"measure\": \"a\", \"op\": \"~\", \"value\": 1}, \"cap\": 1}],", "rules[0].when")]
    [InlineData("\"health\",", "\"health\", \"rules\": [{\"when\": {\"risk_event\": \"merger\"}}],", "rules[0]")]
    [InlineData("\"name\": \"Use\"", "\"title\": \"Use\"", "dimensions[0].title")]
    [InlineData("\"name\": \"Use\", ", "", "dimensions[0].name")]
    [InlineData("\"metric\": \"logins\", ", "", "dimensions[0].measures[0]")]
    [InlineData("\"last\"", "\"latest\"", "dimensions[0].measures[0].aggregation")]
    [InlineData("\"last\"", "\"sum\"", "dimensions[0].measures[0].window")]
    [InlineData("\"pass\"", "\"spline\"", "dimensions[0].measures[0].curve")]
    [InlineData("\"at_least\": 1", "\"at_least\": 1, \"at_most\": 2", "dimensions[0].measures[0].curve")]
    [InlineData("\"type\": \"pass\", \"at_least\": 1", "\"type\": \"points\", \"points\": [[1]]", "dimensions[0].measures[0].curve.points[0]")]
    public void Read_OfAFault_NamesItsPath(string replace, string by, string path)
    {
        var read = ModelJson.Read(Minimal.Replace(replace, by, StringComparison.Ordinal));
        read.IsOk.Should().BeFalse();
        read.Errors.Should().Contain(e => e.Field == path).Which.Message.Should().EndWith(".");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"kind\": \"health\", \"kind\": \"risk\"}")]
    public void Read_OfWhatIsNoJson_SaysSo(string json) =>
        ModelJson.Read(json).Errors.Should().ContainSingle(e => e.Code == "not_json");

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"kind\": \"health\", \"dimensions\": [1, {\"name\": \"x\", \"measures\": {}}]}")]
    public void Read_OfTheWrongShape_DoesNotThrow(string json) => ModelJson.Read(json).IsOk.Should().BeFalse();
}
