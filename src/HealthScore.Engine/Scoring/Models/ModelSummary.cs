using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>A model without its definition.</summary>
/// <param name="Version">Number of the version that scores; null: none was published yet.</param>
/// <param name="Published">The first day that version scores.</param>
public sealed record ModelSummary(
    int Id, string Name, ScoreKind Kind, ModelScope Scope, int? Version, DateOnly? Published, bool HasDraft, string? DraftBy, DateTimeOffset? DraftAt);
