using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Mapping;

namespace HealthScore.Engine.Ingest;

/// <summary>Guesses a mapping from a file's header, by the usual names of the fields. The user sees it before anything is imported.</summary>
internal static class GuessMapping
{
    private const int RowsLookedAt = 200;

    public static Result<ImportMapping> Of(ImportRequest request, FileScan scan, IngestLimits limits)
    {
        var opened = OpenTable.Plain(request.Path, scan, limits);
        if (!opened.IsOk) return Result<ImportMapping>.Fail(opened.Errors);
        using var table = opened.Value;
        return Of(request.Kind, table);
    }

    /// <summary>Looks at the table's first rows, too.</summary>
    public static ImportMapping Of(ImportKind kind, Table table)
    {
        var left = table.Columns.Where(c => c.Length > 0).ToList();
        var fields = new Dictionary<string, FieldSource>();
        foreach (var field in ImportField.Of(kind))
        {
            var column = field.Synonyms.Select(s => left.Find(c => MetricKey.Of(c) == s)).FirstOrDefault(c => c is not null);
            if (column is null) continue;
            fields[field.Key] = new FieldSource { Column = column };
            left.Remove(column);
        }

        var mapping = new ImportMapping { Kind = kind, Fields = fields };
        if (kind != ImportKind.Readings || (fields.ContainsKey("metric") && fields.ContainsKey("value"))) return mapping;
        // Without a column of metrics' names every other column of numbers is a metric.
        if (fields.Remove("value", out var value)) left.Add(value.Column!);
        if (fields.Remove("metric", out var metric)) left.Add(metric.Column!);
        var metrics = new Dictionary<string, MetricColumn>();
        foreach (var column in Numbers(table, left))
            if (MetricKey.Of(column) is var key && MetricKey.IsValid(key)) metrics.TryAdd(key, new MetricColumn { Column = column });
        return mapping with { Metrics = metrics };
    }

    private static IEnumerable<string> Numbers(Table table, List<string> columns)
    {
        var places = columns.ToDictionary(c => c, table.Find);
        var seen = new HashSet<string>();
        for (var n = 0; n < RowsLookedAt && table.Read(); n++)
            foreach (var (column, place) in places.ToArray())
            {
                var text = table[place];
                if (Values.NoValue.Is(text)) continue;
                if (Values.NumberText.TryRead(text, '.', out _) || Values.NumberText.TryRead(text, ',', out _)) seen.Add(column);
                else places.Remove(column);
            }

        return table.Columns.Where(c => places.ContainsKey(c) && seen.Contains(c));
    }
}
