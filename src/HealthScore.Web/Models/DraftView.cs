using System.Globalization;
using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Models;

/// <summary>A draft seen with the accounts of its scope: scored again in memory whenever it changes, without reading their data again.</summary>
public sealed class DraftView(ModelEdit edit, ModelDefinition? latest)
{
    private (ModelDefinition? Of, DraftScores? Scores) _now;
    private (ModelDefinition? Of, IReadOnlyList<GuardWarning> List) _warnings = (null, []);
    private MeasuredScope? _scope;
    private DraftScores? _before;

    public ScoreKind Kind => edit.Kind;

    public BandThresholds Thresholds => edit.Definition.Bands ?? BandThresholds.Default(edit.Kind);

    /// <summary>True while the scope is measured.</summary>
    public bool IsMeasuring { get; set; }

    /// <summary>Why the scope could not be measured; null: nothing went wrong.</summary>
    public string? Failure { get; set; }

    /// <summary>What was measured of the scope; null: nothing yet.</summary>
    public MeasuredScope? Scope
    {
        get => _scope;
        set
        {
            _scope = value;
            _now = default;
            _warnings = (null, []);
            _before = value is not null && latest is not null && value.Covers(latest) ? DraftScores.Of(edit.Kind, latest, value) : null;
        }
    }

    /// <summary>True when the draft asks for something that was not measured, and can be.</summary>
    public bool NeedsMeasuring => edit.Problems.Count == 0 && Scope?.Covers(edit.Definition) != true;

    /// <summary>What the draft would give the accounts; null while it is not known.</summary>
    public DraftScores? Now
    {
        get
        {
            if (_now.Of != edit.Definition) _now = (edit.Definition, edit.Problems.Count == 0 && Scope?.Covers(edit.Definition) == true ? DraftScores.Of(edit.Kind, edit.Definition, Scope) : null);
            return _now.Scores;
        }
    }

    /// <summary>What the version that scores now gives the same accounts, bands by thresholds alone; null when there is none.</summary>
    public DraftScores? Before => _before;

    /// <summary>What the guard says of the draft.</summary>
    public IReadOnlyList<GuardWarning> Warnings
    {
        get
        {
            if (_warnings.Of != edit.Definition && edit.Problems.Count == 0) _warnings = (edit.Definition, ModelGuard.Check(edit.Definition, edit.Catalogue, Scope, CultureInfo.CurrentCulture));
            return _warnings.List;
        }
    }

    /// <summary>The values of a measure's source; null: not measured.</summary>
    public ScopeColumn? Column(MeasureDefinition measure) => Scope?.Columns.GetValueOrDefault(measure.Source);
}
