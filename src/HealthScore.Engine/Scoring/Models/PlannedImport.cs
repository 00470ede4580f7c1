using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>One model of a file beside what the store says of it.</summary>
internal sealed class PlannedImport(ModelDocument document, ModelScope scope, ScoringModel? model, ModelDefinition? latest, IReadOnlyDictionary<string, Metric> catalogue)
{
    private readonly bool _isNew = model is null;
    private readonly ModelDefinition? _draft = model?.Draft;

    public ModelDocument Document => document;

    public ModelScope Scope => scope;

    /// <summary>Null until it is made.</summary>
    public ScoringModel? Model { get; set; } = model;

    /// <summary>Set when it was published.</summary>
    public ScoringModelVersion? Published { get; set; }

    public string Name => Model?.Name ?? document.Name ?? $"{document.Kind} for {scope.Words}";

    /// <summary>True when a draft would be overwritten that says something else than the file.</summary>
    public bool HasOtherDraft => _draft is not null && ChangesFrom(_draft).Count > 0;

    public ImportedModel Outcome(ModelImportOptions options)
    {
        var publishes = options.PublishReason is not null;
        var before = publishes ? latest : _draft ?? latest;
        var changes = before is null ? [] : ChangesFrom(before);
        var outcome = before is not null && changes.Count == 0 ? ModelImportOutcome.Unchanged : publishes ? ModelImportOutcome.Published : ModelImportOutcome.Draft;
        return new(Model is { Id: > 0 } m ? m.Id : null, Name, document.Kind, scope, _isNew, outcome, Published?.Number, changes, document.Definition);
    }

    private IReadOnlyList<ModelChange> ChangesFrom(ModelDefinition before) => ModelDifference.Between(before, document.Definition, document.Kind, catalogue);
}
