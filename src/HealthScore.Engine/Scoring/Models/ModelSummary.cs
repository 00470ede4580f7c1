using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>A model without its definition.</summary>
/// <param name="Version">Number of the version that scores; null: none was published yet.</param>
/// <param name="Published">The first day that version scores.</param>
/// <param name="Last">Number of the latest version, 0: none. It scores, unless it ends the model.</param>
/// <param name="Ended">The day from which on the model scores nothing any more; null: it was not ended.</param>
public sealed record ModelSummary(
    int Id, string Name, ScoreKind Kind, ModelScope Scope, int? Version, DateOnly? Published, bool HasDraft, string? DraftBy, DateTimeOffset? DraftAt, int Last = 0, DateOnly? Ended = null);
