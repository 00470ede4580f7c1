using System.Text;

namespace HealthScore.Engine.Ingest.Mapping;

/// <summary>The encodings of text that we read.</summary>
internal static class Encodings
{
    public static IReadOnlyList<string> Known { get; } = ["utf-8", "utf-16", "windows-1252"];

    public static Encoding Of(string name) => name.ToLowerInvariant() switch
    {
        "utf-8" => Encoding.UTF8,
        "utf-16" => Encoding.Unicode,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    };
}
