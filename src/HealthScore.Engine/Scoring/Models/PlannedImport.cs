using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>One model of a file beside what the store says of it.</summary>
internal sealed class PlannedImport(ModelDocument document, ModelScope scope, ScoringModel? model, ScoringModelVersion? latest, IReadOnlyDictionary<string, Metric> catalogue)
{
    private readonly bool _isNew = model is null;

    // One that was ended says nothing now, and what it said last is what the file is compared with.
    private readonly ModelDefinition? _inForce = latest is { Ends: false } ? latest.Definition : null;
    private readonly ModelDefinition? _last = latest?.Definition;
    private readonly string? _name = model?.Name;
    private readonly ModelDefinition? _draft = model?.Draft;

    public ModelDocument Document => document;

    public ModelScope Scope => scope;

    /// <summary>Null until it is made.</summary>
    public ScoringModel? Model { get; set; } = model;

    /// <summary>Set when it was published.</summary>
    public ScoringModelVersion? Published { get; set; }

    /// <summary>How far the model had come before the import.</summary>
    public ModelRevision Was { get; } = new(latest?.Number ?? 0, model?.DraftRevision ?? 0);

    public string Name => document.Name?.Trim() is { Length: > 0 } name ? name : Model?.Name ?? $"{document.Kind} for {scope.Words}";

    /// <summary>The day from which on the model scores nothing; null: it was not ended.</summary>
    public DateOnly? Ended { get; } = latest is { Ends: true } ? latest.Published : null;

    /// <summary>True when a draft would be overwritten that says something else than the file.</summary>
    public bool HasOtherDraft => _draft is not null && !IsWritten(_draft);

    /// <summary>True when the file calls an existing model otherwise.</summary>
    public bool Renames => !_isNew && _name != Name;

    public ImportedModel Outcome(ModelImportOptions options)
    {
        var publishes = options.PublishReason is not null;
        var before = publishes ? _inForce : _draft ?? _inForce;
        var compared = before ?? _last;
        var changes = compared is null ? [] : ChangesFrom(compared);
        if (Renames) changes = [new("Model", "name", _name, Name), .. changes];
        // To the letter: what scores alike (other weights in the same ratio) would else not come out as it went in.
        if (compared is not null && changes.Count == 0 && !IsWritten(compared)) changes = [new("Model", "written otherwise, and scores alike", null, null)];
        var outcome = before is not null && IsWritten(before) ? ModelImportOutcome.Unchanged : publishes ? ModelImportOutcome.Published : ModelImportOutcome.Draft;
        if (Ended is { } ended && outcome != ModelImportOutcome.Unchanged) changes = [new("Model", $"was ended on {Days.Day(ended, CultureInfo.CurrentCulture)}, {(publishes ? "this takes it back" : "and stays so until the draft is published")}", null, null), .. changes];
        return new(Model is { Id: > 0 } m ? m.Id : null, Name, document.Kind, scope, _isNew, outcome, Published?.Number, changes, document.Definition, Was, Ended);
    }

    private bool IsWritten(ModelDefinition before) => ModelJson.WriteDefinition(before) == ModelJson.WriteDefinition(document.Definition);

    private IReadOnlyList<ModelChange> ChangesFrom(ModelDefinition before) => ModelDifference.Between(before, document.Definition, document.Kind, catalogue);
}
