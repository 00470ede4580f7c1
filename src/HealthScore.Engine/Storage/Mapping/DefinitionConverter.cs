using HealthScore.Domain.Scoring;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HealthScore.Engine.Storage.Mapping;

/// <summary>A model's definition is one JSON document, in the format of model as code: a version is read and written whole.</summary>
internal static class DefinitionConverter
{
    public static readonly ValueConverter<ModelDefinition, string> Instance = new(d => ModelJson.WriteDefinition(d), j => Read(j));
    public static readonly ValueConverter<ModelDefinition?, string?> Nullable = new(d => d == null ? null : ModelJson.WriteDefinition(d), j => j == null ? null : Read(j));

    private static ModelDefinition Read(string json)
    {
        var read = ModelJson.ReadDefinition(json);
        return read.IsOk ? read.Value : throw new InvalidOperationException($"A stored definition cannot be read: {read.Message}");
    }
}
