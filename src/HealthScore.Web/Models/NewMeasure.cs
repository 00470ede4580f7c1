using System.Globalization;
using System.Text.Json;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Models;

/// <summary>Suggests a measure that the model does not have yet, without weight.</summary>
public sealed class NewMeasure(ModelEdit edit)
{
    public MeasureDefinition Suggest()
    {
        var used = edit.Definition.Measures.Select(m => m.Source).OfType<MetricSource>().Select(s => s.Metric).ToHashSet();
        var offered = edit.Catalogue.Values.Where(m => m.RetiredOn is null).OrderBy(m => m.Id).ToList();
        var metric = offered.Find(m => !used.Contains(m.Key)) ?? offered.FirstOrDefault();
        return metric is null
            ? Measure("pulse", new DerivedSource(DerivedMeasure.Pulse), new PointsCurve(new(0, 0), new(100, 100)))
            : Measure(metric.Key, new MetricSource(metric.Key, metric.Kind == MetricKind.Count ? Aggregation.Change : Aggregation.Percentile, 28), Curve(metric));
    }

    // Change in percent and rank among peers need no knowledge of the metric's scale.
    private static PointsCurve Curve(Metric metric)
    {
        var x = metric.Kind == MetricKind.Count ? (-50.0, 0.0, 25.0) : (0.0, 50.0, 100.0);
        return metric.HigherIsBetter ? new(new(x.Item1, 0), new(x.Item2, 60), new(x.Item3, 100)) : new(new(x.Item1, 100), new(x.Item2, 60), new(x.Item3, 0));
    }

    private MeasureDefinition Measure(string name, MeasureSource source, Curve curve)
    {
        return new() { Id = Free(name, edit.Definition.Measures.Select(m => m.Id)), Source = source, Curve = curve, Weight = 0 };
    }

    /// <summary>The name that a measure's id begins with.</summary>
    public static string NameOf(MeasureSource source) => source is MetricSource metric ? metric.Metric : JsonNamingPolicy.SnakeCaseLower.ConvertName(((DerivedSource)source).Measure.ToString());

    /// <summary>Whether an id is the one that was suggested for a source.</summary>
    public static bool IsSuggested(string id, MeasureSource source) =>
        NameOf(source) is var name && id.StartsWith(name, StringComparison.Ordinal) && (id.Length == name.Length || (id[name.Length] == '_' && int.TryParse(id.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)));

    /// <summary>The name, with a number where it is taken.</summary>
    public static string Free(string name, IEnumerable<string> others)
    {
        var taken = others.ToHashSet();
        return taken.Contains(name) ? Enumerable.Range(2, taken.Count + 1).Select(n => FormattableString.Invariant($"{name}_{n}")).First(n => !taken.Contains(n)) : name;
    }
}
