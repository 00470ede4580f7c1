using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;

namespace HealthScore.Web.Data;

/// <summary>What the Import page lets people change of a mapping. What it does not show, such as words or factors from a file, stays.</summary>
public static class MappingEdits
{
    private static readonly string[] LongFields = ["metric", "value"];

    /// <summary>True when each row names its metric; false when each metric has a column.</summary>
    public static bool IsLong(this ImportMapping mapping) => LongFields.Any(mapping.Fields.ContainsKey);

    /// <summary>The fields to choose columns for.</summary>
    public static IEnumerable<ImportField> Choices(this ImportMapping mapping, ImportKind kind) => ImportField.Of(kind, mapping.Rows)
        .Where(f => kind != ImportKind.Readings || mapping.IsLong() || !LongFields.Contains(f.Key))
        .Select(f => f with { IsRequired = f.IsRequired || (kind == ImportKind.Readings && LongFields.Contains(f.Key)) });

    /// <summary>Takes a field from another column; null: from none. A column is a field or a metric, not both.</summary>
    public static ImportMapping WithColumn(this ImportMapping mapping, string field, string? column)
    {
        var fields = mapping.Fields.ToDictionary();
        // Without its two fields a long file would look like a wide one, so they stay, empty, and the check asks for them.
        if (column is null && !LongFields.Contains(field)) fields.Remove(field);
        else fields[field] = fields.GetValueOrDefault(field, new()) with { Column = column, Constant = null };
        return mapping with { Fields = fields, Metrics = mapping.Metrics.Where(m => column is null || m.Value.Column != column).ToDictionary() };
    }

    /// <summary>Takes a column as an attribute of accounts, or no longer. It bears the column's name.</summary>
    public static ImportMapping WithAttribute(this ImportMapping mapping, string column, bool take)
    {
        var fields = mapping.Fields.Where(f => f.Value.Column != column).ToDictionary();
        if (take) fields[ImportField.AttributePrefix + column.Trim()] = new() { Column = column };
        return mapping with { Fields = fields };
    }

    /// <summary>Takes a column as a metric, or no longer. Its key follows from its name.</summary>
    public static ImportMapping WithMetric(this ImportMapping mapping, string column, bool take)
    {
        var metrics = mapping.Metrics.Where(m => m.Value.Column != column).ToDictionary();
        if (take) metrics[Free(metrics, Key(column))] = new() { Column = column };
        return mapping with { Metrics = metrics };
    }

    /// <summary>Takes the number of rows as a metric, or no longer.</summary>
    public static ImportMapping WithCountOfRows(this ImportMapping mapping, bool take)
    {
        var metrics = mapping.Metrics.Where(m => !m.Value.CountsRows).ToDictionary();
        if (take) metrics[Free(metrics, "events")] = new() { Value = MetricColumn.CountOfRows };
        return mapping with { Metrics = metrics };
    }

    /// <summary>Gives a metric another key, in the same place. A key that another metric has is not taken.</summary>
    public static ImportMapping WithKey(this ImportMapping mapping, string from, string to) =>
        to == from || mapping.Metrics.ContainsKey(to) ? mapping : mapping with { Metrics = mapping.Metrics.ToDictionary(m => m.Key == from ? to : m.Key, m => m.Value) };

    /// <summary>Changes what a metric is.</summary>
    public static ImportMapping With(this ImportMapping mapping, string metric, Func<MetricColumn, MetricColumn> change) =>
        mapping with { Metrics = mapping.Metrics.ToDictionary(m => m.Key, m => m.Key == metric ? change(m.Value) : m.Value) };

    /// <summary>One value a row: the columns of metrics go, and metric and value come from those of that name, or the first that could be.</summary>
    public static ImportMapping AsLong(this ImportMapping mapping, FileProfile file) =>
        mapping.IsLong() ? mapping : (mapping with { Metrics = new Dictionary<string, MetricColumn>() })
            .WithColumn("metric", Likely(mapping, file, "metric", FieldType.Text)).WithColumn("value", Likely(mapping, file, "value", FieldType.Number));

    /// <summary>A column for each metric: those of numbers that no field takes.</summary>
    public static ImportMapping AsWide(this ImportMapping mapping, FileProfile file)
    {
        if (!mapping.IsLong()) return mapping;
        var wide = mapping with { Fields = mapping.Fields.Where(f => !LongFields.Contains(f.Key)).ToDictionary() };
        return Left(wide, file).Where(c => c.Type == FieldType.Number).Aggregate(wide, (m, column) => m.WithMetric(column.Name, true));
    }

    /// <summary>Metrics that do not exist yet; new ones get their kind by their values unless it is said.</summary>
    public static ImportMapping WithUnknownMetrics(this ImportMapping mapping, WhenUnknown then) =>
        mapping with { UnknownMetrics = then, NewMetrics = then == WhenUnknown.Create ? mapping.NewMetrics ?? new() : mapping.NewMetrics };

    private static string? Likely(ImportMapping mapping, FileProfile file, string field, FieldType type)
    {
        var left = Left(mapping, file).ToArray();
        return (left.FirstOrDefault(c => MetricKey.Of(c.Name) == field) ?? left.FirstOrDefault(c => c.Type == type))?.Name;
    }

    private static IEnumerable<ColumnProfile> Left(ImportMapping mapping, FileProfile file) =>
        file.Columns.Where(c => c.Name.Length > 0 && !mapping.Fields.Values.Any(f => f.Column == c.Name));

    private static string Key(string column) => MetricKey.Of(column) is var key && MetricKey.IsValid(key) ? key : "metric_" + key;

    private static string Free(Dictionary<string, MetricColumn> metrics, string key) =>
        metrics.ContainsKey(key) ? Enumerable.Range(2, metrics.Count).Select(n => $"{key}_{n}").First(k => !metrics.ContainsKey(k)) : key;
}
