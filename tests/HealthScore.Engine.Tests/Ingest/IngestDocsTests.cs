using System.Text.Json;
using System.Text.Json.Serialization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Tests.Ingest.RealFiles;

namespace HealthScore.Engine.Tests.Ingest;

/// <summary>docs/ingest.md and the examples agree with the code.</summary>
public sealed class IngestDocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(DataFolder.Root(), "docs", "ingest.md"));

    [Fact]
    public void Page_ExplainsEveryReason() =>
        Enum.GetValues<ProblemReason>().Should().OnlyContain(r => Page.Contains($"| {r.Words()} |", StringComparison.Ordinal));

    [Fact]
    public void Page_NamesEveryField() =>
        Enum.GetValues<ImportKind>().SelectMany(k => ImportField.Of(k)).Concat(ImportField.Of(ImportKind.Accounts, RowShape.Subscriptions)).Select(f => $"`{f.Key}`")
            .Should().OnlyContain(f => Page.Contains(f, StringComparison.Ordinal));

    [Fact]
    public void Page_NamesEveryKeyOfTheMapping() =>
        new[] { typeof(ImportMapping), typeof(FieldSource), typeof(MetricColumn), typeof(FileJoin) }.SelectMany(t => t.GetProperties())
            .Where(p => p.Name != nameof(MappingPart.Unknown) && !p.IsDefined(typeof(JsonIgnoreAttribute), false)).Select(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name))
            .Should().OnlyContain(k => Page.Contains($"`{k}`", StringComparison.Ordinal) || Page.Contains($"\"{k}\"", StringComparison.Ordinal));

    [Fact]
    public void Examples_AreMappingsAndModels()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(DataFolder.Root(), "docs", "examples"), "*.json", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            if (Path.GetFileName(path) == "model.json")
            {
                var model = ModelJson.Read(text);
                model.Errors.Should().BeEmpty(path);
                var metrics = model.Value!.Definition.Measures.Select(m => m.Source).OfType<MetricSource>().SelectMany(s => new[] { s.Metric, s.By }).OfType<string>();
                var mapped = Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.json").Where(f => f != path).SelectMany(f => MappingJson.Read(File.ReadAllText(f)).Value!.Metrics.Keys);
                metrics.Should().BeSubsetOf(mapped, path);
                continue;
            }

            var mapping = MappingJson.Read(text);
            mapping.Errors.Should().BeEmpty(path);
            MappingCheck.Of(mapping.Value!, mapping.Value!.Kind!.Value).Should().BeEmpty(path);
        }
    }
}
