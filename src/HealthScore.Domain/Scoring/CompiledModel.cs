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
    private readonly int[] _percentiles;
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
        _percentiles = [.. Enumerable.Range(0, _readers.Length).Where(j => _readers[j] is PercentileReader)];
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

    /// <summary>
    /// How many days before the day scored a reading can lie and still matter. Of a gauge it also matters that there was an
    /// earlier one: <see cref="AccountReadings.NoteEarlier"/>.
    /// </summary>
    public int LookBack => _readers.Select(r => r.LookBack).DefaultIfEmpty().Max();

    /// <summary>Scores an account that is active on the day.</summary>
    /// <param name="account">The account as of the day.</param>
    /// <param name="yesterday">What the last score before the day left behind (<see cref="ScoreResult.Next"/>).</param>
    /// <param name="result">Takes the score.</param>
    public void Score(in AccountDay account, BandState yesterday, ScoreResult result)
    {
        Measure(account, result.Measured);
        Score(result.Measured, account.Peers, yesterday, result);
    }

    /// <summary>The first half of a score: all that takes the account's data.</summary>
    public void Measure(in AccountDay account, MeasuredDay into)
    {
        into.Begin(this, account.Day, account.SegmentId, account.StageId);
        var values = into.Values;
        for (var j = 0; j < values.Length; j++) values[j] = _readers[j].Measure(account);
        _rules.NoteEvents(account, into.EventRules);
        into.Manual = OverrideInForce(account);
    }

    /// <summary>Turns what is to be ranked into its rank: for whoever wants the values alone. To be done once.</summary>
    public void Rank(MeasuredDay account, PeerDistribution peers)
    {
        foreach (var j in _percentiles) account.Values[j] = ((PercentileReader)_readers[j]).Rank(account, peers, account.Values[j]);
    }

    /// <summary>Whether the peers of everything that it ranks were collected; those of others may have been asked for something else.</summary>
    public bool IsRankedAmong(PeerDistribution peers, int? segmentId, int? stageId)
    {
        foreach (var j in _percentiles)
            if (!peers.Knows(segmentId, stageId, ((PercentileReader)_readers[j]).Key)) return false;
        return true;
    }

    /// <summary>The second half of a score, when the peers are known.</summary>
    /// <param name="account">What the first half left; what is to be ranked becomes its rank.</param>
    /// <param name="peers">The percentile inputs of the day, frozen.</param>
    /// <param name="yesterday">What the last score before the day left behind (<see cref="ScoreResult.Next"/>).</param>
    /// <param name="result">Takes the score.</param>
    public void Score(MeasuredDay account, PeerDistribution peers, BandState yesterday, ScoreResult result)
    {
        Rank(account, peers);
        ScoreRanked(account, yesterday, result);
    }

    /// <summary>The same of values that are ranked already, or that somebody made up.</summary>
    public void ScoreRanked(MeasuredDay account, BandState yesterday, ScoreResult result)
    {
        result.Begin(this, account.Day);
        Span<double> values = stackalloc double[Formula.MeasureCount], dimensions = stackalloc double[Formula.DimensionCount];
        for (var j = 0; j < values.Length; j++) values[j] = account.Values[j].Value;
        var score = Formula.Explain(account.Values, result.MeasureParts, dimensions, out var bounds);
        for (var d = 0; d < dimensions.Length; d++) result.DimensionParts[d] = Part(dimensions[d]);
        (result.Bounds, result.Coverage) = (bounds, Formula.Coverage(values));
        var isKnown = Formula.IsKnown(score, values, result.Coverage);
        result.Unrounded = isKnown ? score : null;
        result.Computed = isKnown ? Rounding.Score(score) : null;
        result.AfterRules = _rules.Apply(result.Computed, values, account.EventRules, result);
        result.Manual = account.Manual;
        Publish(yesterday, result);
    }

    /// <summary>Reads one of its measures alone: what <see cref="WhyItMoved"/> asks for when it was not stored.</summary>
    public MeasureValue Read(MeasureSource source, in AccountDay account)
    {
        var at = Definition.Measures.Select(m => m.Source).ToList().IndexOf(source);
        return at >= 0 ? _readers[at].Read(account) : throw new ArgumentException("no measure of this model", nameof(source));
    }

    private void Publish(BandState yesterday, ScoreResult result)
    {
        result.RawBand = result.AfterRules is { } score ? _scale.RawBand(score) : Band.Unknown;
        var state = yesterday.Push(result.RawBand);
        result.Published = result.Manual?.Score ?? result.AfterRules;
        result.Band = result.Manual?.Band ?? (result.AfterRules is { } s ? _scale.Next(s, state, VersionId) : Band.Unknown);
        result.Next = result.Band == Band.Unknown ? state : state with { Held = result.Band, VersionId = VersionId };
    }

    private ManualOverride? OverrideInForce(in AccountDay account)
    {
        ManualOverride? latest = null;
        foreach (var entry in account.History.Overrides)
            if (entry.Kind == Kind && entry.From <= account.Day && account.Day <= entry.LastDay
                && (latest is null || (entry.From, entry.Id).CompareTo((latest.From, latest.Id)) > 0))
                latest = entry;
        return latest;
    }

    private DimensionScore Part(double dimension) =>
        double.IsNaN(dimension) ? default : new(dimension, _scale.RawBand(Rounding.Score(dimension)));
}
