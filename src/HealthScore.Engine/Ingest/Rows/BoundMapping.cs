using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Mapping;

namespace HealthScore.Engine.Ingest.Rows;

/// <summary>A mapping whose columns have been found in the file.</summary>
internal sealed class BoundMapping
{
    private readonly Dictionary<string, BoundField> fields;

    private BoundMapping(Dictionary<string, BoundField> fields, IReadOnlyList<BoundMetric> metrics) => (this.fields, Metrics, Attributes) = (fields, metrics, [.. fields.Values.Where(f => f.Attribute is not null)]);

    /// <summary>The metrics that have a place of their own; empty in a file with one value a row.</summary>
    public IReadOnlyList<BoundMetric> Metrics { get; }

    public IEnumerable<BoundField> All => fields.Values.Concat(Metrics.Select(m => m.Field).OfType<BoundField>());

    /// <summary>The custom attributes.</summary>
    public IReadOnlyList<BoundField> Attributes { get; }

    /// <summary>The field, or null when the mapping does not have it.</summary>
    public BoundField? this[string key] => fields.GetValueOrDefault(key);

    public static Result<BoundMapping> Bind(ImportMapping mapping, ImportKind kind, Table table)
    {
        var errors = new List<Error>();
        var types = ImportField.Of(kind, mapping).ToDictionary(f => f.Key, f => f.Type);
        var bound = mapping.Fields.ToDictionary(f => f.Key, f => Field(f.Key, types[f.Key], f.Value, table, errors));
        var metrics = mapping.IsWide
            ? mapping.Metrics.Select(m => new BoundMetric(m.Key, m.Value, m.Value.Column is { } c
                ? Field(m.Key, FieldType.Number, new FieldSource { Column = c, Multiply = m.Value.Multiply }, table, errors) : null)).ToArray()
            : [];
        return errors.Count == 0 ? new BoundMapping(bound, metrics) : Result<BoundMapping>.Fail(errors);
    }

    private static BoundField Field(string key, FieldType type, FieldSource source, Table table, List<Error> errors)
    {
        if (source.Column is not { } name) return new BoundField(key, type, source, -1, key);
        var column = table.Find(name);
        if (column < 0) errors.Add(OpenTable.NoColumn(name, table));
        else if (table.Columns.Count(c => string.Equals(c, table.Columns[column], StringComparison.Ordinal)) > 1)
            errors.Add(new Error("column_twice", $"The file has several columns \"{name}\". Rename one of them.", name));
        return new BoundField(key, type, source, column, column < 0 ? name : table.Columns[column]);
    }
}

/// <summary>A metric with a column of its own, or (without one) the count of rows.</summary>
internal sealed record BoundMetric(string Key, MetricColumn Definition, BoundField? Field);
