using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Models as JSON: one format for files that people keep and for the store.</summary>
public static class ModelJson
{
    /// <summary>A document as indented JSON, its keys always in the same order.</summary>
    public static string Write(ModelDocument document) => throw new NotSupportedException();

    /// <summary>A document from JSON; every error names the path at fault in <see cref="Error.Field"/>.</summary>
    public static Result<ModelDocument> Read(string json) => throw new NotSupportedException();

    /// <summary>A definition alone, for the store, which keeps kind and scope in columns.</summary>
    public static string WriteDefinition(ModelDefinition definition) => throw new NotSupportedException();

    /// <summary>A definition alone.</summary>
    public static Result<ModelDefinition> ReadDefinition(string json) => throw new NotSupportedException();
}
