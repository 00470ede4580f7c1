using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>How models are imported.</summary>
/// <param name="DryRun">True: say what would change, and change nothing.</param>
/// <param name="PublishReason">Publish at once, for this reason; null: save drafts.</param>
/// <param name="ReplaceDrafts">True: drafts that say something else may be replaced.</param>
/// <param name="ExpectedEffect">When publishing: what it should bring about.</param>
public sealed record ModelImportOptions(bool DryRun = false, string? PublishReason = null, bool ReplaceDrafts = false, string? ExpectedEffect = null);

/// <summary>What became of a model in the file.</summary>
public enum ModelImportOutcome
{
    /// <summary>It says what the file says already.</summary>
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
public sealed record ImportedModel(
    int? ModelId, string Name, ScoreKind Kind, ModelScope Scope, bool IsNew, ModelImportOutcome Outcome, int? Version, IReadOnlyList<ModelChange> Changes, ModelDefinition Definition);
