using HealthScore.Domain.Metrics;
using HealthScore.Engine.Ingest.Mapping;

namespace HealthScore.Engine.Ingest.Readings;

/// <summary>A metric that the file has values for.</summary>
internal sealed class NamedMetric(string key, string column, MetricColumn? definition)
{
    public string Key => key;

    /// <summary>The file's name for it.</summary>
    public string Column => column;

    /// <summary>True while every value could be one of a count: a whole number from 0 up.</summary>
    public bool LooksLikeCount { get; set; } = true;

    public WhenRepeated Repeats(ImportMapping mapping) => definition is { CountsRows: true } ? WhenRepeated.Sum : definition?.Repeats ?? mapping.Repeats;

    /// <summary>The metric to make when there is none with this key.</summary>
    public Metric New(ImportMapping mapping)
    {
        var kind = definition?.Kind ?? (definition is { CountsRows: true } ? MetricKind.Count : mapping.NewMetrics?.Kind switch
        {
            NewMetricKind.Count => MetricKind.Count,
            NewMetricKind.Gauge => MetricKind.Gauge,
            _ => LooksLikeCount ? MetricKind.Count : MetricKind.Gauge,
        });
        return new Metric(key, definition?.Name ?? NameOf(column), kind, definition?.Freshness ?? mapping.NewMetrics?.Freshness)
        {
            Unit = definition?.Unit ?? "",
            HigherIsBetter = definition?.HigherIsBetter ?? true,
        };
    }

    /// <summary>True when the mapping says what kind it is, or lets it be guessed.</summary>
    public bool IsKindKnown(ImportMapping mapping) => definition is { Kind: not null } or { CountsRows: true } || mapping.NewMetrics is not null;

    // quote_created → Quote created
    private static string NameOf(string column)
    {
        var words = column.Replace('_', ' ').Trim();
        return words.Length == 0 ? column : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
