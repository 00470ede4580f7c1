namespace HealthScore.Engine.Storage;

/// <summary>One import of a file, also one that was refused. The row stays.</summary>
public sealed class ImportRun
{
    public long Id { get; init; }
    public required string Kind { get; init; }
    public required string FileName { get; init; }
    public required string Sha256 { get; init; }
    public required string RequestedBy { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset EndedAt { get; init; }
    public bool IsDryRun { get; init; }
    public bool Succeeded { get; init; }
    public long Rows { get; init; }
    public long Added { get; init; }
    public long Changed { get; init; }
    public long Unchanged { get; init; }
    public long Errors { get; init; }
    public long Warnings { get; init; }

    /// <summary>Count per reason, and the first errors with row and column, as JSON.</summary>
    public string? Details { get; init; }
}
