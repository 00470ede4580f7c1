using HealthScore.Domain.Segments;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HealthScore.Engine.Storage.Mapping;

/// <summary>A condition is one JSON document, read and written whole.</summary>
internal static class ConditionConverter
{
    public static readonly ValueConverter<Condition?, string?> Instance = new(c => c == null ? null : ConditionJson.Write(c), j => j == null ? null : Read(j));

    public static Condition Read(string json)
    {
        var read = ConditionJson.Read(json);
        return read.IsOk ? read.Value : throw new InvalidOperationException($"A stored condition cannot be read: {read.Message}");
    }
}
