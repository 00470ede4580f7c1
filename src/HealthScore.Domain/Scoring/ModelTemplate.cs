using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>A model to start from, in the words of nobody's metrics: each company says which of its own they are.</summary>
/// <param name="Key">Names it in addresses.</param>
/// <param name="Document">What it says; the keys of its metrics stand for a company's own.</param>
public sealed record ModelTemplate(string Key, ModelDocument Document)
{
    /// <summary>The keys of the metrics that it asks for, in the order of its measures.</summary>
    public IReadOnlyList<string> Metrics => [.. Document.Definition.Measures.SelectMany(m => KeysOf(m.Source)).Distinct()];

    /// <summary>The measures that need a metric.</summary>
    public IReadOnlyList<MeasureDefinition> MeasuresOf(string metric) => [.. Document.Definition.Measures.Where(m => KeysOf(m.Source).Contains(metric))];

    /// <summary>
    /// The definition in a company's own metrics. A measure whose metric the company does not have is left out, and with it the rules
    /// and dimensions that nothing is left of.
    /// </summary>
    /// <param name="metrics">The company's metrics by the template's keys.</param>
    public ModelDefinition Fill(IReadOnlyDictionary<string, string> metrics)
    {
        var definition = Document.Definition;
        List<Dimension> dimensions = [.. definition.Dimensions.Select(d => d with { Measures = [.. d.Measures.Where(IsKnown).Select(m => m with { Source = Own(m.Source) })] }).Where(d => d.Measures.Count > 0)];
        var kept = dimensions.SelectMany(d => d.Measures).Select(m => m.Id).ToHashSet();
        return definition with { Dimensions = dimensions, Rules = [.. definition.Rules.Where(r => r.MeasureId is null || kept.Contains(r.MeasureId))] };

        bool IsKnown(MeasureDefinition measure) => KeysOf(measure.Source).All(metrics.ContainsKey);

        MeasureSource Own(MeasureSource source) => source is MetricSource m ? m with { Metric = metrics[m.Metric], By = m.By is null ? null : metrics[m.By] } : source;
    }

    private static IEnumerable<string> KeysOf(MeasureSource source) => source is not MetricSource m ? [] : m.By is null ? [m.Metric] : [m.Metric, m.By];
}
