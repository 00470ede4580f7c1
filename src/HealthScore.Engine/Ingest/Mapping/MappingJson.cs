using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Ingest.Mapping;

/// <summary>A mapping as JSON: what <c>--map</c> reads and the Data page saves.</summary>
public static class MappingJson
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, false), new OneOrManyConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        WriteIndented = true,
    };

    private static readonly JsonSerializerOptions WithShortForms = new(Plain)
    {
        Converters =
        {
            new ShortFormConverter<FieldSource>(Plain, c => new FieldSource { Column = c }, f => f == new FieldSource { Column = f.Column } ? f.Column : null),
            new ShortFormConverter<MetricColumn>(Plain, c => new MetricColumn { Column = c }, m => m == new MetricColumn { Column = m.Column } ? m.Column : null),
        },
    };

    /// <summary>The mapping, or what is wrong with its form. Whether it fits a kind of file is <see cref="MappingCheck"/>'s to say.</summary>
    public static Result<ImportMapping> Read(string json)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize<ImportMapping>(json, WithShortForms);
            if (mapping is null) return Invalid("The mapping is empty. Give at least \"fields\".", null);
            if (NullPlace(mapping) is { } place) return Invalid($"\"{place}\" is null, but it must say something. Leave it out instead.", place);
            var unknown = UnknownKeys(mapping).ToArray();
            return unknown.Length == 0 ? mapping : Result<ImportMapping>.Fail(unknown);
        }
        catch (JsonException e)
        {
            var at = e.Path is null or "$" ? "" : $" at {e.Path[2..]}";
            var line = e.LineNumber is { } number ? $" (line {number + 1})" : "";
            return Invalid($"The mapping is not right{at}{line}: see the mapping reference for what may stand there.", e.Path);
        }
    }

    /// <summary>The mapping as people may edit it.</summary>
    public static string Write(ImportMapping mapping) => JsonSerializer.Serialize(mapping, WithShortForms);

    internal static Error Invalid(string message, string? place) => new("mapping_invalid", message, place);

    // A dictionary's values may be null whatever its type says.
    private static string? NullPlace(ImportMapping mapping) =>
        mapping.Fields.Where(f => f.Value is null).Select(f => $"fields.{f.Key}")
            .Concat(mapping.Metrics.Where(m => m.Value is null).Select(m => $"metrics.{m.Key}"))
            .Concat(mapping.Skip.Where(s => s.Value is null).Select(s => $"skip.{s.Key}"))
            .Concat(mapping.Only.Where(o => o.Value is null).Select(o => $"only.{o.Key}"))
            .Concat(mapping.Join?.Take.Any(t => t is null) == true ? ["join.take"] : [])
            .FirstOrDefault();

    private static IEnumerable<Error> UnknownKeys(ImportMapping mapping)
    {
        IEnumerable<(string Place, MappingPart? Part)> parts =
        [
            ("", mapping), ("join.", mapping.Join), ("new_metrics.", mapping.NewMetrics),
            .. mapping.Fields.Select(f => ($"fields.{f.Key}.", (MappingPart?)f.Value)),
            .. mapping.Metrics.Select(m => ($"metrics.{m.Key}.", (MappingPart?)m.Value)),
        ];
        foreach (var (place, part) in parts)
            foreach (var key in part?.Unknown?.Keys ?? Enumerable.Empty<string>())
                yield return Invalid($"The mapping has the key \"{place}{key}\", which does not exist. Possible there: {string.Join(", ", Keys(part!.GetType()))}.", place + key);
    }

    private static IEnumerable<string> Keys(Type part) =>
        part.GetProperties().Where(p => p.Name != nameof(MappingPart.Unknown) && !p.IsDefined(typeof(JsonIgnoreAttribute), false)).Select(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name));

    private sealed class ShortFormConverter<T>(JsonSerializerOptions plain, Func<string, T> read, Func<T, string?> write) : JsonConverter<T>
        where T : MappingPart
    {
        public override T? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? read(reader.GetString()!) : JsonSerializer.Deserialize<T>(ref reader, plain);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            if (write(value) is { } column) writer.WriteStringValue(column);
            else JsonSerializer.Serialize(writer, value, plain);
        }
    }

    private sealed class OneOrManyConverter : JsonConverter<string[]>
    {
        public override string[] Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String) return [reader.GetString()!];
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException();
            var values = new List<string>();
            while (reader.Read() && reader.TokenType == JsonTokenType.String) values.Add(reader.GetString()!);
            return reader.TokenType == JsonTokenType.EndArray ? [.. values] : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, string[] value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var text in value) writer.WriteStringValue(text);
            writer.WriteEndArray();
        }
    }
}
