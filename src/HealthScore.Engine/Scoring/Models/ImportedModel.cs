using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>How models are imported.</summary>
/// <param name="DryRun">True: say what would change, and change nothing.</param>
/// <param name="PublishReason">Publish at once, for this reason; null: save drafts.</param>
/// <param name="ReplaceDrafts">True: drafts that say something else may be replaced.</param>
/// <param name="ExpectedEffect">When publishing: what it should bring about.</param>
/// <param name="Seen">What a dry run showed, in the file's order: when somebody changed one of these models since, nothing is imported. Null: take them as they are now.</param>
/// <param name="Revives">When publishing: true when a model that was ended may be taken back into use.</param>
/// <param name="Previews">When publishing: what the previews of these models came to, by their place in the file; they go with the versions.</param>
public sealed record ModelImportOptions(
    bool DryRun = false, string? PublishReason = null, bool ReplaceDrafts = false, string? ExpectedEffect = null,
    bool Revives = false, IReadOnlyList<ModelRevision>? Seen = null, IReadOnlyDictionary<int, PreviewSummary>? Previews = null);

/// <summary>How far a model has come: it grows with each version and each change of the draft.</summary>
/// <param name="Version">Number of the latest version; 0: none.</param>
/// <param name="Draft">Revision of the draft; 0: there is no model.</param>
public readonly record struct ModelRevision(int Version, int Draft);

/// <summary>What became of a model in the file.</summary>
public enum ModelImportOutcome
{
    /// <summary>It says what the file says already, to the letter; at most it gets another name.</summary>
    Unchanged = 1,

    /// <summary>Its draft says what the file says.</summary>
    Draft = 2,

    /// <summary>A version was published.</summary>
    Published = 3,
}

/// <summary>One model of the file.</summary>
/// <param name="ModelId">Null in a dry run for a model that does not exist yet.</param>
/// <param name="IsNew">True when there was no model of this kind and scope.</param>
/// <param name="Version">The version published.</param>
/// <param name="Changes">Against what it said before; none for a new model.</param>
/// <param name="Definition">What the file says.</param>
/// <param name="Was">How far the model had come before.</param>
/// <param name="Ended">The day from which on the model scored nothing; null: it was not ended.</param>
public sealed record ImportedModel(
    int? ModelId, string Name, ScoreKind Kind, ModelScope Scope, bool IsNew, ModelImportOutcome Outcome, int? Version, IReadOnlyList<ModelChange> Changes, ModelDefinition Definition, ModelRevision Was, DateOnly? Ended = null);
