using System.Text.Json;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Reads a file of models: one JSON object, or a list of them.</summary>
internal static class ModelFile
{
    public static Result<IReadOnlyList<ModelDocument>> Read(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("[")) return Gather([("", ModelJson.Read(text))]);
        try
        {
            using var list = JsonDocument.Parse(text);
            return Gather([.. list.RootElement.EnumerateArray().Select((e, i) => ($"[{i}].", ModelJson.Read(e.GetRawText())))]);
        }
        catch (JsonException e)
        {
            return new Error("not_json", $"This is not JSON: {e.Message} Mend the file and read it again.");
        }
    }

    private static Result<IReadOnlyList<ModelDocument>> Gather(IReadOnlyList<(string Place, Result<ModelDocument> Read)> parts)
    {
        if (parts.Count == 0) return new Error("no_models", "The file has no model in it.");
        List<Error> errors = [.. parts.SelectMany(p => p.Read.Errors.Select(e => At(e, p.Place)))];
        return errors.Count > 0 ? Result<IReadOnlyList<ModelDocument>>.Fail(errors) : Result<IReadOnlyList<ModelDocument>>.Ok([.. parts.Select(p => p.Read.Value!)]);
    }

    /// <summary>The error with the place of its model in the file.</summary>
    public static Error At(Error error, string place) => place.Length == 0 ? error : error with { Message = $"{place.TrimEnd('.')} {error.Message}", Field = place + error.Field };
}
