using System.Globalization;
using System.Text.Json;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Writes the JSON format of models, its keys always in the same order.</summary>
internal sealed class ModelJsonWriter(Utf8JsonWriter json)
{
    public void Write(ModelDocument document)
    {
        json.WriteStartObject();
        Optional("$schema", document.Definition.Schema);
        json.WriteString("kind", Words.Of(document.Kind));
        json.WriteString("segment", document.Segment);
        json.WriteString("stage", document.Stage);
        Optional("name", document.Name);
        if (document.Version is { } version) json.WriteNumber("version", version);
        if (document.Published is { } day) json.WriteString("published", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Body(document.Definition, BandThresholds.Names(document.Kind));
        json.WriteEndObject();
    }

    public void Write(ModelDefinition definition)
    {
        json.WriteStartObject();
        Optional("$schema", definition.Schema);
        Body(definition, ("high", "middle"));
        json.WriteEndObject();
    }

    public void Write(Curve curve)
    {
        json.WriteStartObject();
        Curve(curve);
        json.WriteEndObject();
    }

    private void Body(ModelDefinition definition, (string High, string Middle) names)
    {
        json.WriteString("method", Words.Of(definition.Method));
        json.WriteNumber("min_coverage", definition.MinCoverage);
        if (definition.Bands is { } bands)
        {
            json.WriteStartObject("bands");
            json.WriteNumber(names.High, bands.High);
            json.WriteNumber(names.Middle, bands.Middle);
            json.WriteEndObject();
        }
        json.WriteNumber("margin", definition.Margin);
        json.WriteNumber("dwell", definition.Dwell);
        List("dimensions", definition.Dimensions, Dimension);
        List("rules", definition.Rules, Rule);
        Optional("note", definition.Note);
    }

    private void Dimension(Dimension dimension)
    {
        json.WriteString("name", dimension.Name);
        json.WriteNumber("weight", dimension.Weight);
        List("measures", dimension.Measures, Measure);
        Optional("note", dimension.Note);
    }

    private void Measure(MeasureDefinition measure)
    {
        json.WriteString("id", measure.Id);
        Optional("name", measure.Name);
        SourceJson.Write(json, measure.Source);
        json.WriteStartObject("curve");
        Curve(measure.Curve);
        json.WriteEndObject();
        json.WriteNumber("weight", measure.Weight);
        json.WriteString("missing", Words.Of(measure.Missing));
        json.WriteNumber("target", measure.Target);
        Optional("note", measure.Note);
    }

    private void Curve(Curve curve)
    {
        switch (curve)
        {
            case PointsCurve points:
                json.WriteString("type", "points");
                OnOneLine("points", points.Points.Select(p => $"[{Text(p.X)}, {Text(p.Y)}]"));
                break;
            case BandsCurve bands:
                json.WriteString("type", "bands");
                OnOneLine("thresholds", bands.Thresholds.Select(Text));
                OnOneLine("values", bands.Values.Select(Text));
                break;
            case PassCurve pass:
                json.WriteString("type", "pass");
                json.WriteNumber(pass.LowerIsBetter ? "at_most" : "at_least", pass.Threshold);
                break;
        }
    }

    private void Rule(Rule rule)
    {
        json.WriteStartObject("when");
        if (rule.RiskEvent is { } risk) json.WriteString("risk_event", risk);
        else
        {
            json.WriteString("measure", rule.MeasureId);
            json.WriteString("op", Words.Of(rule.Comparison));
            json.WriteNumber("value", rule.Value);
        }
        json.WriteEndObject();
        json.WriteNumber(rule.IsCap ? "cap" : "floor", rule.Limit);
        Optional("note", rule.Note);
    }

    private void List<T>(string key, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(key);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Optional(string key, string? text)
    {
        if (text is not null) json.WriteString(key, text);
    }

    // A curve is easier to read as a line of pairs than as a column of numbers.
    private void OnOneLine(string key, IEnumerable<string> items)
    {
        json.WritePropertyName(key);
        json.WriteRawValue($"[{string.Join(", ", items)}]");
    }

    private static string Text(double value) =>
        double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : throw new ArgumentException("JSON knows finite numbers only", nameof(value));
}
