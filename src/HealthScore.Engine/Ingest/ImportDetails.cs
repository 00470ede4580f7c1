using System.Text.Json;
using System.Text.Json.Serialization;
using HealthScore.Engine.Ingest.Problems;

namespace HealthScore.Engine.Ingest;

/// <summary>What <c>import_run.details</c> keeps of an import: enough to tell later what was wrong with a file, not the file.</summary>
/// <param name="Message">Why the file was refused as a whole, if it was.</param>
/// <param name="Reasons">Count per reason.</param>
/// <param name="Problems">The first of them.</param>
/// <param name="Late">Readings of days that had been scored for good.</param>
public sealed record ImportDetails(string? Message, IReadOnlyDictionary<ProblemReason, long> Reasons, IReadOnlyList<Problem> Problems, long Late = 0)
{
    private const int MostProblems = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    internal static string Write(string? message, IReadOnlyDictionary<ProblemReason, long> reasons, IReadOnlyList<Problem> problems, long late = 0) =>
        JsonSerializer.Serialize(new ImportDetails(message, reasons, [.. problems.Take(MostProblems)], late), Json);

    internal static ImportDetails Read(string? json) =>
        json is null ? new(null, new Dictionary<ProblemReason, long>(), []) : JsonSerializer.Deserialize<ImportDetails>(json, Json)!;
}
