using System.Runtime.CompilerServices;
using System.Text.Json;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Templates;
using HealthScore.Engine.Tests.Scoring.Runs;

namespace HealthScore.Engine.Tests.Scoring.Models.Schema;

/// <summary>The published schema against what the program writes and reads.</summary>
public sealed class ModelSchemaTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    private const string Minimal = """{"kind": "health", "dimensions": [{"name": "Use", "measures": [{"id": "a", "metric": "logins", "aggregation": "last", "curve": {"type": "pass", "at_least": 1}}]}]}""";

    private static readonly JsonSchema Schema = new(JsonDocument.Parse(File.ReadAllText(SchemaPath())).RootElement);

    public static TheoryData<string> Templates => [.. ModelTemplates.All.Select(t => t.Key)];

    [Fact]
    public async Task Models_OfTheDemo_AreAllowed_TogetherAndEach()
    {
        await using var text = new StringWriter();
        var count = (await demo.Get<ExportModel>().RunAsync(Actor.System, new(), text, default)).Value;

        var file = JsonDocument.Parse(text.ToString()).RootElement;

        file.GetArrayLength().Should().Be(count).And.BeGreaterThan(3);
        Schema.Allows(file).Should().BeTrue();
        foreach (var model in file.EnumerateArray()) Schema.Allows(model).Should().BeTrue(model.GetRawText());
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Template_IsAllowed_ReadsBackTheSame_AndSaysWhy(string key)
    {
        Schema.Allows(JsonDocument.Parse(ModelTemplates.Text(key)).RootElement).Should().BeTrue();
        var template = ModelTemplates.Find(key)!;
        ModelJson.Write(ModelJson.Read(ModelJson.Write(template.Document)).Value!).Should().Be(ModelJson.Write(template.Document));
        template.Document.Definition.Note!.Length.Should().BeGreaterThan(80);
        template.Document.Definition.Measures.Should().OnlyContain(m => m.Note != null).And.HaveCountLessThanOrEqualTo(8, "few measures on purpose");
        template.Metrics.Should().BeSubsetOf(TemplateMetric.All.Select(m => m.Key));
        ModelValidator.Check(template.Document.Definition, TemplateMetric.All.ToDictionary(m => m.Key, m => new Metric(m.Key, m.What, m.Kind))).Should().BeEmpty();
    }

    [Fact]
    public void AddressOfTheSchema_MayStandInTheFile_AndIsKept_First()
    {
        var named = Minimal.Replace("{\"kind\"", "{\"$schema\": \"https://scores.example/model.schema.json\", \"kind\"", StringComparison.Ordinal);
        Schema.Allows(JsonDocument.Parse(named).RootElement).Should().BeTrue();
        var plain = ModelJson.Write(ModelJson.Read(Minimal).Value!);
        ModelJson.Write(ModelJson.Read(named).Value!).Should().Be(plain.Replace("{\n  \"kind\"", "{\n  \"$schema\": \"https://scores.example/model.schema.json\",\n  \"kind\"", StringComparison.Ordinal)).And.NotBe(plain);
    }

    [Theory]
    [InlineData("\"health\"", "\"wealth\"")]
    [InlineData("\"health\",", "\"health\", \"colour\": 1,")]
    [InlineData("\"health\",", "\"health\", \"bands\": {\"red\": 60},")]
    [InlineData("\"health\",", "\"health\", \"dwell\": 2.5,")]
    [InlineData("\"health\",", "\"health\", \"min_coverage\": 2,")]
    [InlineData("\"health\",", "\"health\", \"rules\": [{\"when\": {\"risk_event\": \"merger\"}}],")]
    [InlineData("\"health\",", "\"health\", \"rules\": [{\"when\": {\"risk_event\": \"merger\"}, \"cap\": 1, \"floor\": 1}],")]
    [InlineData("\"name\": \"Use\"", "\"title\": \"Use\"")]
    [InlineData("\"metric\": \"logins\", ", "")]
    [InlineData("\"metric\": \"logins\", ", "\"metric\": \"logins\", \"by\": \"seats\", ")]
    [InlineData("\"last\"", "\"ratio\", \"window\": 5")]
    [InlineData("\"last\"", "\"sum\"")]
    [InlineData("\"pass\"", "\"spline\"")]
    [InlineData("\"at_least\": 1", "\"at_least\": 1, \"at_most\": 2")]
    [InlineData("\"id\": \"a\"", "\"id\": \"A b\"")]
    [InlineData("\"type\": \"pass\", \"at_least\": 1", "\"type\": \"points\", \"points\": [[1]]")]
    [InlineData("\"type\": \"pass\", \"at_least\": 1", "\"type\": \"points\", \"points\": [[1, 101]]")]
    public void Fault_IsNotAllowed_BySchemaAndReaderAlike(string replace, string by)
    {
        Schema.Allows(JsonDocument.Parse(Minimal).RootElement).Should().BeTrue();
        var json = Minimal.Replace(replace, by, StringComparison.Ordinal);

        Schema.Allows(JsonDocument.Parse(json).RootElement).Should().BeFalse();
        var read = ModelJson.Read(json);
        (read.IsOk && ModelValidator.Check(read.Value.Definition, new Dictionary<string, Metric> { ["logins"] = new("logins", "Logins", MetricKind.Count), ["seats"] = new("seats", "Seats", MetricKind.Count) }).Count == 0).Should().BeFalse();
    }

    [Fact]
    public void Files_OfRandomModels_ComeBackTheSame_AndAreAllowed()
    {
        var random = new Random(31);
        for (var i = 0; i < 300; i++)
        {
            var document = RandomModel.Of(random);
            var json = ModelJson.Write(document);
            var read = ModelJson.Read(json);

            read.Errors.Should().BeEmpty(json);
            read.Value.Should().BeEquivalentTo(document, o => o.RespectingRuntimeTypes().WithStrictOrdering());
            ModelJson.Write(read.Value!).Should().Be(json, "the order is stable");
            Schema.Allows(JsonDocument.Parse(json).RootElement).Should().BeTrue(json);
        }
    }

    private static string SchemaPath([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../../docs/model.schema.json"));
}
