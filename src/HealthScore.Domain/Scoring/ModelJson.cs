using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Models as JSON: one format for the files that people keep and for the store. Reading accepts what writing omits.</summary>
public static class ModelJson
{
    // The files are read by people and never pasted into a page, so that < and ü may stand as they are.
    private static readonly JsonWriterOptions s_forPeople = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions s_forStore = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions s_reading = new() { AllowDuplicateProperties = false };

    /// <summary>A document as indented JSON, its keys always in the same order.</summary>
    public static string Write(ModelDocument document) => Text(s_forPeople, writer => writer.Write(document));

    /// <summary>A definition alone, for the store, which keeps kind and scope in columns.</summary>
    public static string WriteDefinition(ModelDefinition definition) => Text(s_forStore, writer => writer.Write(definition));

    /// <summary>A document from JSON. Errors name the path at fault in <see cref="Error.Field"/>; whether the model makes sense is for <see cref="ModelValidator"/>.</summary>
    public static Result<ModelDocument> Read(string json) => Parse(json, ModelJsonReader.Document);

    /// <summary>A definition from what <see cref="WriteDefinition"/> wrote.</summary>
    public static Result<ModelDefinition> ReadDefinition(string json) => Parse(json, ModelJsonReader.Definition);

    /// <summary>A curve alone, for the page that draws it.</summary>
    public static string WriteCurve(Curve curve) => Text(s_forStore, writer => writer.Write(curve));

    /// <summary>A curve from such JSON.</summary>
    public static Result<Curve> ReadCurve(string json) => Parse(json, ModelJsonReader.Curve);

    private static string Text(JsonWriterOptions options, Action<ModelJsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options)) write(new(json));
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static Result<T> Parse<T>(string json, Func<JsonPart, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_reading);
            var root = JsonPart.Root(document.RootElement);
            var value = read(root);
            return root.Errors.Count == 0 ? value : Result<T>.Fail(root.Errors);
        }
        catch (JsonException e)
        {
            return new Error("not_json", $"This is not JSON: {e.Message} Mend the file and read it again.");
        }
    }
}
