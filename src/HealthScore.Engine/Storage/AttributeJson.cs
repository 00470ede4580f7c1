using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Storage;

/// <summary>An account's custom attributes as the JSON object of <see cref="AccountAttributes"/>.</summary>
internal static class AttributeJson
{
    private const string DayFormat = "yyyy-MM-dd";

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The values by name, capitals or not.</summary>
    public static Dictionary<string, AttributeValue> Read(ReadOnlySpan<byte> json, IReadOnlyDictionary<string, AttributeKind> kinds)
    {
        Dictionary<string, AttributeValue> values = new(StringComparer.OrdinalIgnoreCase);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var name = reader.GetString()!;
            reader.Read();
            if (!kinds.TryGetValue(name, out var kind)) continue;
            values[name] = kind switch
            {
                AttributeKind.Number => AttributeValue.Of(reader.GetDouble()),
                AttributeKind.YesNo => AttributeValue.Of(reader.GetBoolean()),
                AttributeKind.Day => AttributeValue.Of(DateOnly.ParseExact(reader.GetString()!, DayFormat, CultureInfo.InvariantCulture)),
                _ => AttributeValue.Of(reader.GetString()!),
            };
        }

        return values;
    }

    public static string Write(IReadOnlyDictionary<string, AttributeValue> values)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in values)
                switch (value.Kind)
                {
                    case AttributeKind.Number: json.WriteNumber(name, value.Number); break;
                    case AttributeKind.YesNo: json.WriteBoolean(name, value.Yes); break;
                    case AttributeKind.Day: json.WriteString(name, value.Day.ToString(DayFormat, CultureInfo.InvariantCulture)); break;
                    default: json.WriteString(name, value.Text); break;
                }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
