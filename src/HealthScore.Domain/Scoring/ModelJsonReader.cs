using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Reads the JSON format of models; <see cref="JsonPart"/> notes the errors.</summary>
internal static class ModelJsonReader
{
    public static ModelDocument Document(JsonPart json)
    {
        var kind = json.RequiredWord<ScoreKind>("kind");
        var (segment, stage) = (json.Text("segment"), json.Text("stage"));
        var name = json.Text("name");
        var (version, published) = (json.Whole("version"), json.Day("published"));
        return new(kind, segment, stage, Definition(json, BandThresholds.Default(kind), BandThresholds.Names(kind)), version, published, name);
    }

    public static ModelDefinition Definition(JsonPart json) => Definition(json, new(70, 40), ("high", "middle"));

    private static ModelDefinition Definition(JsonPart json, BandThresholds bands, (string High, string Middle) names)
    {
        var defaults = new ModelDefinition { Dimensions = [] };
        var definition = new ModelDefinition
        {
            Method = json.Word("method", defaults.Method),
            MinCoverage = json.Number("min_coverage", defaults.MinCoverage),
            Bands = json.Object("bands") is { } b ? Bands(b, bands, names) : null,
            Margin = json.Number("margin", defaults.Margin),
            Dwell = json.Whole("dwell") ?? defaults.Dwell,
            Dimensions = [.. json.Objects("dimensions").Select(Dimension)],
            Rules = json.Has("rules") ? [.. json.Objects("rules").Select(Rule)] : [],
            Note = json.Text("note"),
            Schema = json.Text("$schema"),
        };
        json.End();
        return definition;
    }

    private static BandThresholds Bands(JsonPart json, BandThresholds fallback, (string High, string Middle) names)
    {
        var bands = new BandThresholds(json.Number(names.High, fallback.High), json.Number(names.Middle, fallback.Middle));
        json.End();
        return bands;
    }

    private static Dimension Dimension(JsonPart json)
    {
        var dimension = new Dimension(json.RequiredText("name"), json.Number("weight", 1), [.. json.Objects("measures").Select(Measure)]) { Note = json.Text("note") };
        json.End();
        return dimension;
    }

    private static MeasureDefinition Measure(JsonPart json)
    {
        var measure = new MeasureDefinition
        {
            Id = json.RequiredText("id"),
            Name = json.Text("name"),
            Source = SourceJson.Read(json),
            Curve = Curve(json.RequiredObject("curve")),
            Weight = json.Number("weight", 1),
            Missing = json.Word("missing", MissingPolicy.Redistribute),
            Target = json.Number("target", 100),
            Note = json.Text("note"),
        };
        json.End();
        return measure;
    }

    public static Curve Curve(JsonPart json)
    {
        var type = json.RequiredText("type");
        Curve? curve = type switch
        {
            "points" => new PointsCurve([.. json.Pairs("points").Select(p => new CurvePoint(p.X, p.Y))]),
            "bands" => new BandsCurve(json.Numbers("thresholds"), json.Numbers("values")),
            "pass" => Pass(json),
            _ => null,
        };
        if (curve is null) json.FailHere($"has type \"{type}\"; write points, bands or pass");
        else json.End();
        return curve ?? new PassCurve(0);
    }

    private static PassCurve Pass(JsonPart json)
    {
        if (json.Has("at_least") == json.Has("at_most")) json.FailHere("needs either at_least or at_most");
        return json.Has("at_most") ? new(json.RequiredNumber("at_most"), LowerIsBetter: true) : new(json.Number("at_least", 0));
    }

    private static Rule Rule(JsonPart json)
    {
        var when = json.RequiredObject("when");
        var rule = When(when);
        when.End();
        if (json.Has("cap") == json.Has("floor")) json.FailHere("needs either cap or floor");
        rule = rule with { IsCap = json.Has("cap"), Limit = json.Has("cap") ? json.RequiredNumber("cap") : json.Number("floor", 0), Note = json.Text("note") };
        json.End();
        return rule;
    }

    private static Rule When(JsonPart json)
    {
        if (json.Has("measure") == json.Has("risk_event")) json.FailHere("needs either measure or risk_event");
        if (json.Has("risk_event")) return new() { RiskEvent = json.RequiredText("risk_event") };
        var comparison = Words.ComparisonOf(json.RequiredText("op"));
        if (comparison is null) json.FailHere("has an op that is none of <, <=, >, >=, =");
        return new() { MeasureId = json.RequiredText("measure"), Comparison = comparison ?? Comparison.Less, Value = json.RequiredNumber("value") };
    }
}
