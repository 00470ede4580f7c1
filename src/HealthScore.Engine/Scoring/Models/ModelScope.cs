namespace HealthScore.Engine.Scoring.Models;

/// <summary>What a model is for, by key and by name; null means any.</summary>
public sealed record ModelScope(int? SegmentId, string? Segment, int? StageId, string? Stage)
{
    /// <summary>The scope in words, e.g. <c>Enterprise, Onboarding</c>.</summary>
    public string Words => (Segment, Stage) switch
    {
        (null, null) => "all accounts",
        ({ } segment, null) => $"{segment}, any stage",
        (null, { } stage) => $"any segment, {stage}",
        ({ } segment, { } stage) => $"{segment}, {stage}",
    };
}

/// <summary>A segment or stage to choose from.</summary>
public sealed record ScopeName(int Id, string Name);
