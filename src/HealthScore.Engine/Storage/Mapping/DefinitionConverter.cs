using HealthScore.Domain.Scoring;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HealthScore.Engine.Storage.Mapping;

/// <summary>A model's definition is one JSON document, in the format of model as code: a version is read and written whole.</summary>
internal static class DefinitionConverter
{
    public static readonly ValueConverter<ModelDefinition, string> Instance = new(d => Write(d), j => Read(j));
    public static readonly ValueConverter<ModelDefinition?, string?> Nullable = new(d => d == null ? null : Write(d), j => j == null ? null : Read(j));

    private static string Write(ModelDefinition definition) => throw new NotSupportedException(definition.ToString());

    private static ModelDefinition Read(string json) => throw new NotSupportedException(json);
}
