using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Ingest.Mapping;

/// <summary>Whether a mapping makes sense for a kind of file, before the file is looked at.</summary>
internal static class MappingCheck
{
    private const int MostFactor = 1_000_000;

    public static IEnumerable<Error> Of(ImportMapping mapping, ImportKind kind)
    {
        if (mapping.Kind is { } other && other != kind)
            yield return MappingJson.Invalid($"The mapping is for {Lower(other)}, but {Lower(kind)} are being imported.", "kind");
        ImportField[] fields = [.. ImportField.Of(kind, mapping)];
        foreach (var error in mapping.Fields.SelectMany(f => OfField(f.Key, f.Value, fields, kind))) yield return error;
        foreach (var same in fields.Where(f => ImportField.AttributeOf(f.Key) is not null).GroupBy(f => f.Key, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return MappingJson.Invalid($"{string.Join(" and ", same.Select(f => $"\"{f.Key}\""))} differ only in capitals, and attributes are told apart by more than that. Leave out all but one, or give them different names.", $"fields.{same.Last().Key}");
        foreach (var field in fields.Where(f => f.IsRequired && !mapping.Fields.ContainsKey(f.Key)))
            yield return MappingJson.Invalid($"The mapping does not say where \"{field.Key}\" comes from. Add it to \"fields\": the name of a column, or {{\"constant\": …}}.", $"fields.{field.Key}");
        if (kind == ImportKind.Readings)
            foreach (var error in OfReadings(mapping)) yield return error;
        else if (mapping.Metrics.Count > 0)
            yield return MappingJson.Invalid("Only a mapping for readings has \"metrics\".", "metrics");
        if (kind == ImportKind.Contacts && !mapping.Fields.ContainsKey("contact") && !mapping.Fields.ContainsKey("mail"))
            yield return MappingJson.Invalid("The mapping names neither \"contact\" nor \"mail\": one of them has to tell the contacts apart.", "fields");
        foreach (var error in OfForm(mapping, kind)) yield return error;
    }

    private static IEnumerable<Error> OfField(string key, FieldSource source, IReadOnlyList<ImportField> fields, ImportKind kind)
    {
        var place = $"fields.{key}";
        if (fields.FirstOrDefault(f => f.Key == key) is not { } field)
        {
            yield return MappingJson.Invalid($"\"{place}\" does not exist for {Lower(kind)}. Possible: {string.Join(", ", fields.Select(f => f.Key))}{(kind == ImportKind.Accounts ? ", and \"attribute: \" with a name of at most 60 characters" : "")}.", place);
            yield break;
        }

        if ((source.Column is null) == (source.Constant is null)) yield return MappingJson.Invalid($"\"{place}\" needs either a column or a constant.", place);
        if (source.Multiply is not null && field.Type != FieldType.Number) yield return MappingJson.Invalid($"\"{place}\" is not a number, so it cannot be multiplied.", place);
        if (source.Multiply is < -MostFactor or > MostFactor) yield return MappingJson.Invalid($"\"{place}.multiply\" must lie between {-MostFactor:N0} and {MostFactor:N0}.", place);
        if (source.PlusDays is not null && field.Type != FieldType.Day) yield return MappingJson.Invalid($"\"{place}\" is not a day, so no days can be added.", place);
        if (source.PlusDays is < -366 or > 366) yield return MappingJson.Invalid($"\"{place}.plus_days\" must lie between -366 and 366.", place);
        if (source.Words is not null && field.Type != FieldType.Text) yield return MappingJson.Invalid($"\"{place}\" is not a text, so its words cannot be replaced.", place);
    }

    private static IEnumerable<Error> OfReadings(ImportMapping mapping)
    {
        var isLong = mapping.Fields.ContainsKey("metric") || mapping.Fields.ContainsKey("value");
        if (mapping.IsWide && isLong)
            yield return MappingJson.Invalid("The mapping gives both columns under \"metrics\" and the fields \"metric\" or \"value\". A file has either a column per metric or one value a row.", "metrics");
        if (!mapping.IsWide && !(mapping.Fields.ContainsKey("metric") && mapping.Fields.ContainsKey("value")))
            yield return MappingJson.Invalid("The mapping says neither which columns are metrics (\"metrics\") nor where \"metric\" and \"value\" of each row come from (\"fields\").", "metrics");
        foreach (var (key, metric) in mapping.Metrics)
        {
            var place = $"metrics.{key}";
            if (!MetricKey.IsValid(key)) yield return MappingJson.Invalid($"\"{key}\" cannot be a metric's key. Use small letters, digits and underscores, a letter first, e.g. \"{MetricKey.Of("m " + key)}\".", place);
            if (metric.Value is not null && !metric.CountsRows) yield return MappingJson.Invalid($"\"{place}.value\" can only be \"{MetricColumn.CountOfRows}\".", place);
            if (metric.Value is not null && metric.Column is not null) yield return MappingJson.Invalid($"\"{place}\" is either a column or a count of rows, not both.", place);
            if (mapping.IsWide && metric.Value is null && metric.Column is null) yield return MappingJson.Invalid($"\"{place}\" names no column.", place);
            if (metric.Multiply is < -MostFactor or > MostFactor) yield return MappingJson.Invalid($"\"{place}.multiply\" must lie between {-MostFactor:N0} and {MostFactor:N0}.", place);
            if (metric.Freshness is < 1 or > 400) yield return MappingJson.Invalid($"\"{place}.freshness\" must lie between 1 and 400 days.", place);
        }

        if (mapping.NewMetrics?.Freshness is < 1 or > 400) yield return MappingJson.Invalid("\"new_metrics.freshness\" must lie between 1 and 400 days.", "new_metrics.freshness");
    }

    private static IEnumerable<Error> OfForm(ImportMapping mapping, ImportKind kind)
    {
        if (mapping.Delimiter is { } d && d is not ("tab" or "\t") && (d.Length != 1 || d[0] > '~' || char.IsLetterOrDigit(d[0]) || d[0] == '"'))
            yield return MappingJson.Invalid("\"delimiter\" must be one character such as , or ; or the word tab.", "delimiter");
        if (mapping.Decimal is not (null or "." or ",")) yield return MappingJson.Invalid("\"decimal\" must be a point or a comma.", "decimal");
        if (mapping.Encoding is { } e && !Encodings.Known.Contains(e, StringComparer.OrdinalIgnoreCase))
            yield return MappingJson.Invalid($"\"encoding\" must be one of {string.Join(", ", Encodings.Known)}.", "encoding");
        if (mapping.Rows == RowShape.Subscriptions && kind != ImportKind.Accounts) yield return MappingJson.Invalid("Only a mapping for accounts can have rows of subscriptions.", "rows");
        if (mapping.Repeats is WhenRepeated.Mean or WhenRepeated.Sum && kind is ImportKind.Accounts or ImportKind.Contacts)
            yield return MappingJson.Invalid($"Rows of {Lower(kind)} cannot be added up. \"repeats\" can be refuse or last.", "repeats");
        if (mapping.Repeats == WhenRepeated.Mean && kind == ImportKind.Outcomes) yield return MappingJson.Invalid("Outcomes have no mean. \"repeats\" can be refuse, sum or last.", "repeats");
        if (mapping.Join is not { } join) yield break;
        if (join.File.Length == 0 || join.Key.Length == 0 || join.Take.Count == 0) yield return MappingJson.Invalid("\"join\" needs \"file\", \"key\" and \"take\".", "join");
        if (Path.IsPathRooted(join.File) || join.File.Split('/', '\\').Contains("..")) yield return MappingJson.Invalid("\"join.file\" must lie in the folder of the file, or below it.", "join.file");
    }

    private static string Lower(ImportKind kind) => kind.ToString().ToLowerInvariant();
}
