using System.Text.Json;
using System.Text.RegularExpressions;

namespace HealthScore.Engine.Tests.Scoring.Models.Schema;

/// <summary>As much of JSON Schema 2020-12 as our own schema uses; a keyword that it does not know throws.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    private static readonly HashSet<string> s_remarks = ["$schema", "$id", "$defs", "title", "description", "default", "format"];

    public bool Allows(JsonElement value) => Evaluate(root, value) is not null;

    // The names of the properties that the schema has looked at; null: it does not allow the value.
    private HashSet<string>? Evaluate(JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind is JsonValueKind.True) return [];
        if (schema.ValueKind is JsonValueKind.False) return null;
        var seen = new HashSet<string>();
        foreach (var keyword in schema.EnumerateObject().Where(k => k.Name is not ("unevaluatedProperties" or "then" or "else")))
        {
            if (s_remarks.Contains(keyword.Name)) continue;
            if (Keyword(schema, keyword, value) is not { } also) return null;
            seen.UnionWith(also);
        }

        return schema.TryGetProperty("unevaluatedProperties", out _) && value.ValueKind is JsonValueKind.Object && value.EnumerateObject().Any(p => !seen.Contains(p.Name)) ? null : seen;
    }

    private HashSet<string>? Keyword(JsonElement schema, JsonProperty keyword, JsonElement value)
    {
        var (name, says) = (keyword.Name, keyword.Value);
        return name switch
        {
            "$ref" => Evaluate(says.GetString()!["#/".Length..].Split('/').Aggregate(root, (at, part) => at.GetProperty(part)), value),
            "allOf" => All(says.EnumerateArray().Select(s => Evaluate(s, value))),
            "oneOf" => says.EnumerateArray().Select(s => Evaluate(s, value)).Where(s => s is not null).ToList() is [var only] ? only : null,
            "if" => Evaluate(says, value) is { } held ? Then(held, schema, "then", value) : Then([], schema, "else", value),
            "properties" => Properties(says, value),
            "items" => Unless(value.ValueKind is JsonValueKind.Array && value.EnumerateArray().Skip(schema.TryGetProperty("prefixItems", out var first) ? first.GetArrayLength() : 0).Any(i => Evaluate(says, i) is null)),
            "prefixItems" => Unless(value.ValueKind is JsonValueKind.Array && value.EnumerateArray().Zip(says.EnumerateArray()).Any(p => Evaluate(p.Second, p.First) is null)),
            "additionalProperties" => Unless(value.ValueKind is JsonValueKind.Object && value.EnumerateObject().Any(p => !schema.GetProperty("properties").TryGetProperty(p.Name, out _))),
            "required" => Unless(value.ValueKind is JsonValueKind.Object && says.EnumerateArray().Any(r => !value.TryGetProperty(r.GetString()!, out _))),
            "type" => Unless(!(says.ValueKind is JsonValueKind.Array ? says.EnumerateArray().Select(t => t.GetString()) : [says.GetString()]).Any(t => IsOf(t!, value))),
            "const" => Unless(!JsonElement.DeepEquals(says, value)),
            "enum" => Unless(!says.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value))),
            "minimum" => Unless(value.ValueKind is JsonValueKind.Number && value.GetDouble() < says.GetDouble()),
            "maximum" => Unless(value.ValueKind is JsonValueKind.Number && value.GetDouble() > says.GetDouble()),
            "minLength" => Unless(value.ValueKind is JsonValueKind.String && value.GetString()!.Length < says.GetInt32()),
            "minItems" => Unless(value.ValueKind is JsonValueKind.Array && value.GetArrayLength() < says.GetInt32()),
            "maxItems" => Unless(value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > says.GetInt32()),
            "pattern" => Unless(value.ValueKind is JsonValueKind.String && !Regex.IsMatch(value.GetString()!, says.GetString()!)),
            _ => throw new NotSupportedException(name),
        };
    }

    private HashSet<string>? Then(HashSet<string> held, JsonElement schema, string name, JsonElement value) =>
        !schema.TryGetProperty(name, out var next) ? held : Evaluate(next, value) is { } also ? [.. held, .. also] : null;

    private HashSet<string>? Properties(JsonElement says, JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Object) return [];
        var known = value.EnumerateObject().Where(p => says.TryGetProperty(p.Name, out _)).ToList();
        return known.All(p => Evaluate(says.GetProperty(p.Name), p.Value) is not null) ? [.. known.Select(p => p.Name)] : null;
    }

    private static HashSet<string>? All(IEnumerable<HashSet<string>?> parts)
    {
        var seen = new HashSet<string>();
        foreach (var part in parts)
        {
            if (part is null) return null;
            seen.UnionWith(part);
        }

        return seen;
    }

    private static HashSet<string>? Unless(bool fails) => fails ? null : [];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind is JsonValueKind.Number && value.GetDouble() % 1 == 0,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => string.Equals(type, value.ValueKind.ToString(), StringComparison.OrdinalIgnoreCase),
    };
}
