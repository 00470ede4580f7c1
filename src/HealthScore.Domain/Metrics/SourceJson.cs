using System.Text.Json;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Metrics;

/// <summary>A measure's source in the JSON formats: keys beside those of the object that it stands in.</summary>
internal static class SourceJson
{
    private const int DefaultWindow = 90;

    public static MeasureSource Read(JsonPart json)
    {
        if (json.Has("metric") == json.Has("derived")) json.FailHere("needs either metric or derived");
        if (json.Has("derived"))
        {
            var measure = json.RequiredWord<DerivedMeasure>("derived");
            return json.Whole("window") is { } days ? new DerivedSource(measure, days) : new DerivedSource(measure);
        }
        var aggregation = json.RequiredWord<Aggregation>("aggregation");
        // The last reading has no window, so that none need be written.
        var window = json.Whole("window") ?? (aggregation == Aggregation.Last ? 1 : (int)json.RequiredNumber("window"));
        return new MetricSource(json.RequiredText("metric"), aggregation, window, json.Text("by"));
    }

    public static void Write(Utf8JsonWriter json, MeasureSource source)
    {
        if (source is MetricSource metric)
        {
            json.WriteString("metric", metric.Metric);
            json.WriteString("aggregation", Words.Of(metric.Aggregation));
            json.WriteNumber("window", metric.Window);
            if (metric.By is not null) json.WriteString("by", metric.By);
        }
        else if (source is DerivedSource derived)
        {
            json.WriteString("derived", Words.Of(derived.Measure));
            if (derived.Measure.HasWindow() || derived.Window != DefaultWindow) json.WriteNumber("window", derived.Window);
        }
    }
}
