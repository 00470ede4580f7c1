using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>One measure's part in a score (scoring contract, section 4).</summary>
/// <param name="Status">Whether it has a value, and if not, why.</param>
/// <param name="Value">The measure's value; null unless the status is ok.</param>
/// <param name="SubScore">0–100; null unless the status is ok.</param>
/// <param name="NominalWeight">Its share in the score when everything is present, 0–1.</param>
/// <param name="Weight">Its effective weight, 0–1; null when it does not count or the method knows none.</param>
/// <param name="Earned">Points it gave to the score; null with the weight.</param>
/// <param name="Lost">Points it could have given besides; null with the weight.</param>
public readonly record struct MeasureScore(
    MeasureStatus Status, double? Value, double? SubScore, double NominalWeight, double? Weight, double? Earned, double? Lost);

/// <summary>One dimension's part in a score.</summary>
/// <param name="Score">0–100, unrounded; null when nothing in it counts, and when the method knows no dimension scores.</param>
/// <param name="Band">Its raw band; unknown without a score.</param>
public readonly record struct DimensionScore(double? Score, Band Band);

/// <summary>The score if every measure without a value were 0, and if it were 100; unrounded.</summary>
/// <param name="Low">At worst.</param>
/// <param name="High">At best.</param>
public readonly record struct ScoreBounds(double Low, double High);

/// <summary>
/// A score and all that explains it. A <see cref="CompiledModel"/> fills it; it is meant to be used again for the next
/// account, so whoever keeps it takes a <see cref="ScoreRecord"/> from it.
/// </summary>
public sealed class ScoreResult
{
    private MeasureScore[] _measures = [];
    private DimensionScore[] _dimensions = [];
    private int[] _rules = [];
    private int _ruleCount;

    // Scratch space of a score that is made in one go.
    internal MeasuredDay Measured { get; } = new();

    /// <summary>The model that scored.</summary>
    public CompiledModel? Model { get; private set; }

    /// <summary>The day scored.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>In the order of <see cref="ModelDefinition.Measures"/>.</summary>
    public ReadOnlySpan<MeasureScore> Measures => MeasureParts;

    /// <summary>In the order of <see cref="ModelDefinition.Dimensions"/>.</summary>
    public ReadOnlySpan<DimensionScore> Dimensions => DimensionParts;

    /// <summary>The sum of the nominal weights of the measures present, 0–1.</summary>
    public double Coverage { get; internal set; }

    /// <summary>How far the score could move if everything were present; null when nothing has weight.</summary>
    public ScoreBounds? Bounds { get; internal set; }

    /// <summary>The score before any rounding; null: unknown.</summary>
    public double? Unrounded { get; internal set; }

    /// <summary>The score rounded to 2 decimals, before rules and overrides; null: unknown.</summary>
    public double? Computed { get; internal set; }

    /// <summary>The indexes of the rules that hold, ascending.</summary>
    public ReadOnlySpan<int> Rules => _rules.AsSpan(0, _ruleCount);

    /// <summary>The computed score after rules: what the bands look at; null: unknown.</summary>
    public double? AfterRules { get; internal set; }

    /// <summary>The manual override in force, if any.</summary>
    public ManualOverride? Manual { get; internal set; }

    /// <summary>The score after rules and override; null: unknown.</summary>
    public double? Published { get; internal set; }

    /// <summary>What the thresholds alone give for <see cref="AfterRules"/>.</summary>
    public Band RawBand { get; internal set; }

    /// <summary>The band published: after hysteresis, or the manual override's.</summary>
    public Band Band { get; internal set; }

    /// <summary>What the next day's hysteresis needs. Kept with a final score, dropped with a provisional one.</summary>
    public BandState Next { get; internal set; }

    internal Span<MeasureScore> MeasureParts => _measures.AsSpan(0, Model?.Formula.MeasureCount ?? 0);

    internal Span<DimensionScore> DimensionParts => _dimensions.AsSpan(0, Model?.Formula.DimensionCount ?? 0);

    internal void Begin(CompiledModel model, DateOnly day)
    {
        (Model, Day, _ruleCount) = (model, day, 0);
        if (_measures.Length < model.Formula.MeasureCount) _measures = new MeasureScore[model.Formula.MeasureCount];
        if (_dimensions.Length < model.Formula.DimensionCount) _dimensions = new DimensionScore[model.Formula.DimensionCount];
        if (_rules.Length < model.Definition.Rules.Count) _rules = new int[model.Definition.Rules.Count];
    }

    internal void AddRule(int index) => _rules[_ruleCount++] = index;
}
