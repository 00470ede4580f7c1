using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// A model version made ready to score many accounts: the scoring contract, sections 2 to 6. Immutable and safe for many
/// threads; each thread brings its own <see cref="AccountReadings"/>, <see cref="AccountHistory"/> and <see cref="ScoreResult"/>.
/// Nothing is allocated per account.
/// </summary>
public sealed class CompiledModel
{
    private readonly MeasureReader[] _readers;
    private readonly BandScale _scale;
    private readonly RuleBook _rules;

    /// <summary>Makes a version ready.</summary>
    /// <param name="versionId">Key of the version.</param>
    /// <param name="kind">The kind of score it makes.</param>
    /// <param name="definition">What it says; must have passed <see cref="ModelValidator"/>.</param>
    /// <param name="metrics">Metrics by key.</param>
    /// <param name="calendars">Source calendars of count metrics by metric id; one that is absent never had a reading.</param>
    public CompiledModel(
        int versionId,
        ScoreKind kind,
        ModelDefinition definition,
        IReadOnlyDictionary<string, Metric> metrics,
        IReadOnlyDictionary<short, SourceCalendar> calendars)
    {
        (VersionId, Kind, Definition) = (versionId, kind, definition);
        Formula = ScoreFormula.Of(kind, definition);
        _readers = [.. definition.Measures.Select(m => MeasureReader.Of(m.Source, metrics, calendars))];
        _scale = new(kind, definition);
        _rules = new(kind, definition);
    }

    /// <summary>Key of the version.</summary>
    public int VersionId { get; }

    /// <summary>The kind of score it makes.</summary>
    public ScoreKind Kind { get; }

    /// <summary>What it says.</summary>
    public ModelDefinition Definition { get; }

    /// <summary>Its weights and method.</summary>
    public ScoreFormula Formula { get; }

    internal IEnumerable<PercentileReader> Percentiles => _readers.OfType<PercentileReader>();

    /// <summary>Scores an account that is active on the day.</summary>
    /// <param name="account">The account as of the day.</param>
    /// <param name="yesterday">What the last score before the day left behind (<see cref="ScoreResult.Next"/>).</param>
    /// <param name="result">Takes the score.</param>
    public void Score(in AccountDay account, BandState yesterday, ScoreResult result)
    {
        result.Begin(this, account.Day);
        var measures = Formula.MeasureCount;
        Span<double> present = stackalloc double[measures], counting = stackalloc double[measures], weights = stackalloc double[measures];
        Span<double> values = stackalloc double[measures], dimensions = stackalloc double[Formula.DimensionCount];
        Span<MeasureStatus> statuses = stackalloc MeasureStatus[measures];
        for (var j = 0; j < measures; j++)
        {
            (statuses[j], values[j]) = _readers[j].Read(account);
            present[j] = Formula.SubScore(j, values[j]);
        }
        result.Coverage = Formula.Coverage(present);
        result.Bounds = BoundsOf(present, counting, dimensions, weights);
        Formula.Count(present, counting);
        var score = Formula.Score(counting, dimensions, weights);
        for (var j = 0; j < measures; j++) result.Set(j, Part(statuses[j], values[j], present[j], counting[j], Formula.Nominal[j], weights[j]));
        for (var d = 0; d < dimensions.Length; d++) result.Set(d, Part(dimensions[d]));
        var isKnown = !double.IsNaN(score) && !Formula.LacksRequired(present) && Rounding.Tidy(result.Coverage) >= Definition.MinCoverage;
        result.Unrounded = isKnown ? score : null;
        result.Computed = isKnown ? Rounding.Score(score) : null;
        result.AfterRules = _rules.Apply(result.Computed, values, account, result);
        Publish(account, yesterday, result);
    }

    /// <summary>Reads one of its measures alone: what <see cref="WhyItMoved"/> asks for when it was not stored.</summary>
    public MeasureValue Read(MeasureSource source, in AccountDay account)
    {
        var at = Definition.Measures.Select(m => m.Source).ToList().IndexOf(source);
        return at >= 0 ? _readers[at].Read(account) : throw new ArgumentException("no measure of this model", nameof(source));
    }

    private void Publish(in AccountDay account, BandState yesterday, ScoreResult result)
    {
        result.RawBand = result.AfterRules is { } score ? _scale.RawBand(score) : Band.Unknown;
        result.Manual = OverrideInForce(account);
        var state = yesterday.Push(result.RawBand);
        result.Published = result.Manual?.Score ?? result.AfterRules;
        result.Band = result.Manual?.Band ?? (result.AfterRules is { } s ? _scale.Next(s, state, VersionId) : Band.Unknown);
        result.Next = result.Band == Band.Unknown ? state : state with { Held = result.Band, VersionId = VersionId };
    }

    private ManualOverride? OverrideInForce(in AccountDay account)
    {
        ManualOverride? latest = null;
        foreach (var entry in account.History.Overrides)
            if (entry.Kind == Kind && entry.From <= account.Day && account.Day <= entry.To
                && (latest is null || (entry.From, entry.Id).CompareTo((latest.From, latest.Id)) > 0))
                latest = entry;
        return latest;
    }

    private ScoreBounds? BoundsOf(ReadOnlySpan<double> present, Span<double> counting, Span<double> dimensions, Span<double> weights)
    {
        var low = Formula.ScoreIfMissingWere(0, present, counting, dimensions, weights);
        if (double.IsNaN(low)) return null;
        return new(low, present.Contains(double.NaN) ? Formula.ScoreIfMissingWere(100, present, counting, dimensions, weights) : low);
    }

    private static MeasureScore Part(MeasureStatus status, double value, double present, double counting, double nominal, double weight) => new(
        status, Known(value), Known(present), nominal, Known(weight), Known(weight * counting), Known(weight * (100 - counting)));

    private DimensionScore Part(double dimension) =>
        double.IsNaN(dimension) ? default : new(dimension, _scale.RawBand(Rounding.Score(dimension)));

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
