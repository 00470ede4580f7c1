using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Web.Shared;

namespace HealthScore.Web.Data;

/// <summary>What the Data pages call the things of an import.</summary>
public static class ImportWords
{
    /// <summary>What a file of this kind holds, to choose by.</summary>
    public static string Says(this ImportKind kind) => kind switch
    {
        ImportKind.Accounts => "Your customers: who they are, since when, whose they are, what they pay. Start here.",
        ImportKind.Readings => "What was measured of each account on a day: logins, seats, tickets, survey answers.",
        ImportKind.Outcomes => "What became of accounts: renewed, churned, expanded, contracted.",
        _ => "People at your accounts: name, mail address, job, champion or not.",
    };

    /// <summary>One and many: "account", "accounts".</summary>
    public static string Count(this ImportKind kind, long count) => Formats.Plural(count, kind.ToString().ToLowerInvariant()[..^1]);

    public static string Says(this ImportStage stage) => stage switch
    {
        ImportStage.Reading => "Looking at the whole file",
        ImportStage.Checking => "Checking every row",
        _ => "Writing",
    };

    /// <summary>12.4 MB.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => Formats.Plural(bytes, "byte"),
        < 1_000_000 => $"{Formats.Number(bytes / 1e3, 1)} kB",
        < 1_000_000_000 => $"{Formats.Number(bytes / 1e6, 1)} MB",
        _ => $"{Formats.Number(bytes / 1e9, 2)} GB",
    };

    /// <summary>A file that a link brings without asking the server.</summary>
    public static string DataLink(string type, string text) => $"data:{type};charset=utf-8,{Uri.EscapeDataString(text)}";
}
