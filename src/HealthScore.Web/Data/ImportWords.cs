using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
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

    /// <summary>What is wrong, to somebody whom the page has asked what to do about it; elsewhere the message tells how a mapping says it.</summary>
    public static string OnceAsked(this Problem problem) => problem.Reason switch
    {
        ProblemReason.AmbiguousDates => "Every date of this column can be read day-first and month-first. Answer the question above.",
        ProblemReason.AmbiguousDecimals => "Nothing in the file tells whether this is a thousand or a fraction. Answer the question above.",
        ProblemReason.UnknownAccount => "There is no such account. Import the accounts first, or answer the question above.",
        ProblemReason.UnknownMetric => "There is no such metric. Answer the question above.",
        ProblemReason.UnknownName => "There is no such segment, stage or owner. Answer the question above.",
        _ => problem.Message,
    };

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
