using System.Globalization;
using System.Text.Json;

namespace HealthScore.Domain.Primitives;

/// <summary>
/// One object of a JSON document, at a path. It notes what is wrong instead of stopping at it, and knows which keys were
/// asked for, so that all others can be refused. What is wrong reads as the fallback.
/// </summary>
internal sealed class JsonPart
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly HashSet<string> _known = [];

    private JsonPart(JsonElement element, string path, List<Error> errors)
    {
        (_element, _path, Errors) = (element, path, errors);
        if (element.ValueKind != JsonValueKind.Object) Fail(path, "must be an object in braces");
    }

    public List<Error> Errors { get; }

    public static JsonPart Root(JsonElement element) => new(element, "", []);

    public bool Has(string key) => Find(key) is not null;

    public JsonPart? Object(string key) => Find(key) is { } e ? new(e, PathOf(key), Errors) : null;

    public JsonPart RequiredObject(string key) => Object(key) ?? new JsonPart(Empty(key), PathOf(key), Errors);

    public string? Text(string key) => Find(key) is not { } e ? null
        : e.ValueKind == JsonValueKind.String ? e.GetString()
        : Fail(PathOf(key), "must be a text in quotes", default(string));

    public string RequiredText(string key) => Has(key) ? Text(key) ?? "" : Missing(key, "");

    public double Number(string key, double fallback) => Find(key) is { } e ? NumberOf(e, PathOf(key), fallback) : fallback;

    public double RequiredNumber(string key) => Has(key) ? Number(key, 0) : Missing(key, 0.0);

    public int? Whole(string key) => Find(key) is not { } e ? null
        : e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out var value) ? value
        : Fail(PathOf(key), "must be a whole number", default(int?));

    public DateOnly? Day(string key) => Text(key) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : Fail(PathOf(key), "must be a day as YYYY-MM-DD", default(DateOnly?));

    /// <summary>One of an enum's values, written in snake_case.</summary>
    public T Word<T>(string key, T fallback)
        where T : struct, Enum =>
        Text(key) is not { } text ? fallback
        : Enum.GetValues<T>().FirstOrDefault(v => Words.Of(v) == text) is var value && Words.Of(value) == text ? value
        : Fail(PathOf(key), $"is \"{text}\"; write one of {string.Join(", ", Enum.GetValues<T>().Select(Words.Of))}", fallback);

    public T RequiredWord<T>(string key)
        where T : struct, Enum => Has(key) ? Word(key, default(T)) : Missing(key, default(T));

    public bool Flag(string key) => Find(key) is { ValueKind: JsonValueKind.True } || (!(Find(key) is { ValueKind: JsonValueKind.False }) && Fail(PathOf(key), "must be true or false", false));

    public string[] Texts(string key) =>
        [.. Items(key).Select(i => i.Element.ValueKind == JsonValueKind.String ? i.Element.GetString()! : Fail(i.Path, "must be a text in quotes", ""))];

    public double[] Numbers(string key) => [.. Items(key).Select(i => NumberOf(i.Element, i.Path, 0))];

    public (double X, double Y)[] Pairs(string key) => [.. Items(key).Select(i => PairOf(i.Element, i.Path))];

    public JsonPart[] Objects(string key) => [.. Items(key).Select(i => new JsonPart(i.Element, i.Path, Errors))];

    /// <summary>Refuses every key that nobody asked for.</summary>
    public void End()
    {
        if (_element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in _element.EnumerateObject())
            if (!_known.Contains(property.Name))
                Errors.Add(new("unknown_key", $"{PathOf(property.Name)} is not known here. Remove it, or write one of {string.Join(", ", _known)}.", PathOf(property.Name)));
    }

    public void Fail(string path, string what) => Errors.Add(new("wrong_value", $"{(path.Length == 0 ? "The document" : path)} {what}.", path));

    public void FailHere(string what) => Fail(_path, what);

    private T Fail<T>(string path, string what, T fallback)
    {
        Fail(path, what);
        return fallback;
    }

    private T Missing<T>(string key, T fallback)
    {
        Errors.Add(new("missing_key", $"{PathOf(key)} is missing. Add it.", PathOf(key)));
        return fallback;
    }

    private JsonElement Empty(string key)
    {
        Missing(key, 0);
        return JsonElement.Parse("{}");
    }

    // A null says the same as leaving the key out.
    private JsonElement? Find(string key)
    {
        _known.Add(key);
        return _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private (JsonElement Element, string Path)[] Items(string key)
    {
        if (Find(key) is not { } list) return Missing(key, Array.Empty<(JsonElement, string)>());
        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select((e, i) => (e, $"{PathOf(key)}[{i}]"))]
            : Fail(PathOf(key), "must be a list in brackets", Array.Empty<(JsonElement, string)>());
    }

    private double NumberOf(JsonElement element, string path, double fallback) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : Fail(path, "must be a number", fallback);

    private (double X, double Y) PairOf(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 2
            ? (NumberOf(element[0], $"{path}[0]", 0), NumberOf(element[1], $"{path}[1]", 0))
            : Fail(path, "must be a pair [x, y]", (0.0, 0.0));

    private string PathOf(string key) => Problems.Below(_path, key);
}
