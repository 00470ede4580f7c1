using System.Globalization;
using System.Text.Json;

namespace HealthScore.Domain.Tests.Scoring.Golden;

/// <summary>An object of a case. Whoever reads it says at the end that it was all, so that a key that nobody asked for fails the test.</summary>
internal sealed class StrictJson(JsonElement element, string path)
{
    private readonly HashSet<string> _asked = [];

    /// <summary>Reads an object to its end.</summary>
    public static T Read<T>(JsonElement element, string path, Func<StrictJson, T> read)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new FormatException($"{path} is no object: {element}");
        var json = new StrictJson(element, path);
        var value = read(json);
        var unknown = element.EnumerateObject().Select(p => p.Name).Where(n => !json._asked.Contains(n)).ToList();
        return unknown.Count == 0 ? value : throw new FormatException($"{path} has keys that the runner does not know: {string.Join(", ", unknown)}");
    }

    /// <summary>Asked for and present, be it null.</summary>
    public bool Has(string key)
    {
        _asked.Add(key);
        return element.TryGetProperty(key, out _);
    }

    /// <summary>The element; null when it is absent or null.</summary>
    public JsonElement? Get(string key) => Has(key) && element.GetProperty(key) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    public string Text(string key) => Get(key)?.GetString() ?? throw new FormatException($"{path}.{key} is missing");

    public string? TextOrNull(string key) => Get(key)?.GetString();

    public double? Number(string key) => Get(key)?.GetDouble();

    public bool? Flag(string key) => Get(key)?.GetBoolean();

    public DateOnly? Day(string key) => Get(key) is { } e ? DayOf(e) : null;

    public IEnumerable<JsonElement> List(string key) => Get(key)?.EnumerateArray() ?? Enumerable.Empty<JsonElement>();

    public List<T> Objects<T>(string key, Func<StrictJson, T> read) => [.. List(key).Select((e, i) => Read(e, $"{path}.{key}[{i}]", read))];

    /// <summary>The objects of an object, by their key.</summary>
    public void Each(string key, Action<string, StrictJson> read)
    {
        foreach (var property in Get(key)?.EnumerateObject() ?? default)
            Read(property.Value, $"{path}.{key}.{property.Name}", json => { read(property.Name, json); return true; });
    }

    public static DateOnly DayOf(JsonElement element) => DateOnly.ParseExact(element.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public override string ToString() => path;
}
