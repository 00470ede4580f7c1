using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// How the sub-scores of one model become a score: section 4 of the scoring contract without rounding and gates. In all
/// spans a measure's place is its place in <see cref="ModelDefinition.Measures"/>, and NaN means: none.
/// </summary>
public abstract class ScoreFormula
{
    private readonly double[] _fill;
    private readonly double[] _nominal;
    private readonly double _minCoverage;

    /// <summary>Makes the weights ready.</summary>
    private protected ScoreFormula(ModelDefinition definition)
    {
        Measures = [.. definition.Measures];
        Weights = [.. Measures.Select(m => m.Weight)];
        DimensionWeights = [.. definition.Dimensions.Select(d => d.Weight)];
        Starts = new int[DimensionWeights.Length + 1];
        for (var d = 0; d < DimensionWeights.Length; d++) Starts[d + 1] = Starts[d] + definition.Dimensions[d].Measures.Count;
        _fill = [.. Measures.Select(m => Fill(m.Missing))];
        _nominal = NominalWeights();
        _minCoverage = definition.MinCoverage;
    }

    /// <summary>How many measures the model has.</summary>
    public int MeasureCount => Measures.Length;

    /// <summary>How many dimensions the model has.</summary>
    public int DimensionCount => DimensionWeights.Length;

    /// <summary>The nominal weight of each measure: its share in the score when everything is present; 0 when it has none.</summary>
    public ReadOnlySpan<double> Nominal => _nominal;

    /// <summary>The model's measures.</summary>
    private protected MeasureDefinition[] Measures { get; }

    /// <summary>Weight of each measure inside its dimension.</summary>
    private protected double[] Weights { get; }

    /// <summary>Weight of each dimension.</summary>
    private protected double[] DimensionWeights { get; }

    /// <summary>Where each dimension's measures start; one more entry than dimensions.</summary>
    private protected int[] Starts { get; }

    /// <summary>The formula of a model.</summary>
    public static ScoreFormula Of(ScoreKind kind, ModelDefinition definition) => definition.Method switch
    {
        ScoringMethod.Weighted => new WeightedFormula(definition),
        ScoringMethod.AllOrNone => new AllOrNoneFormula(definition),
        ScoringMethod.SideBySide => new SideBySideFormula(definition, kind == ScoreKind.Risk),
        _ => throw new ArgumentException($"no such method: {definition.Method}", nameof(definition)),
    };

    /// <summary>
    /// The score of some values and what explains it, before rounding and gates; NaN: none. A stored score keeps values only and
    /// is explained anew, so what comes out for a version must never change.
    /// </summary>
    /// <param name="values">The values of the measures, ranks included.</param>
    /// <param name="measures">Takes each measure's part.</param>
    /// <param name="dimensions">Takes each dimension's score; NaN: none.</param>
    /// <param name="bounds">How far the score could move if everything were present; null when nothing has weight.</param>
    public double Explain(ReadOnlySpan<MeasureValue> values, Span<MeasureScore> measures, Span<double> dimensions, out ScoreBounds? bounds)
    {
        Span<double> present = stackalloc double[MeasureCount], counting = stackalloc double[MeasureCount], weights = stackalloc double[MeasureCount];
        for (var j = 0; j < present.Length; j++) present[j] = SubScore(j, values[j].Value);
        bounds = BoundsOf(present, counting, dimensions, weights);
        Count(present, counting);
        var score = Score(counting, dimensions, weights);
        for (var j = 0; j < present.Length; j++) measures[j] = Part(values[j], present[j], counting[j], Nominal[j], weights[j]);
        return score;
    }

    /// <summary>The score of the sub-scores that count.</summary>
    /// <param name="counting">Sub-scores with their fills.</param>
    /// <param name="dimensions">Takes each dimension's score.</param>
    /// <param name="weights">Takes each measure's effective weight.</param>
    internal abstract double Score(ReadOnlySpan<double> counting, Span<double> dimensions, Span<double> weights);

    /// <summary>The dimension that alone gives the score; -1: the method knows none, or nothing counts.</summary>
    internal virtual int Worst(ReadOnlySpan<double> dimensions) => -1;

    /// <summary>True where the method asks for a target and the measure, with its fill, stays below it.</summary>
    /// <param name="measure">Its place.</param>
    /// <param name="subScore">Null: it has none.</param>
    public bool IsShort(int measure, double? subScore) => FallsShort(measure, subScore ?? _fill[measure]);

    /// <summary>The same of a sub-score that counts; NaN: it does not.</summary>
    private protected virtual bool FallsShort(int measure, double counting) => false;

    /// <summary>What stands in for a measure without a sub-score; NaN: it is left out.</summary>
    private protected virtual double Fill(MissingPolicy policy) => policy switch
    {
        MissingPolicy.Neutral => 50,
        MissingPolicy.Zero => 0,
        _ => double.NaN,
    };

    /// <summary>Maps values to sub-scores: NaN to NaN, all others by the measure's curve.</summary>
    internal double SubScore(int measure, double value) => double.IsNaN(value) ? double.NaN : Measures[measure].Curve.Map(value);

    /// <summary>The sub-scores that count: those present, and the fills of the others.</summary>
    internal void Count(ReadOnlySpan<double> present, Span<double> counting)
    {
        for (var j = 0; j < present.Length; j++) counting[j] = double.IsNaN(present[j]) ? _fill[j] : present[j];
    }

    // True when a required measure has no sub-score.
    private bool LacksRequired(ReadOnlySpan<double> present)
    {
        for (var j = 0; j < present.Length; j++)
            if (double.IsNaN(present[j]) && Measures[j].Missing == MissingPolicy.Required)
                return true;
        return false;
    }

    /// <summary>True when a score passes the gates: there is one, nothing required is missing, and enough of it was measured.</summary>
    internal bool IsKnown(double score, ReadOnlySpan<double> present, double coverage) =>
        !double.IsNaN(score) && !LacksRequired(present) && Rounding.Tidy(coverage) >= _minCoverage;

    /// <summary>The sum of the nominal weights of the measures present.</summary>
    internal double Coverage(ReadOnlySpan<double> present)
    {
        var coverage = 0.0;
        for (var j = 0; j < present.Length; j++) coverage += double.IsNaN(present[j]) ? 0 : _nominal[j];
        return Math.Min(coverage, 1);
    }

    private ScoreBounds? BoundsOf(ReadOnlySpan<double> present, Span<double> counting, Span<double> dimensions, Span<double> weights)
    {
        var low = ScoreIfMissingWere(0, present, counting, dimensions, weights);
        if (double.IsNaN(low)) return null;
        return new(low, present.Contains(double.NaN) ? ScoreIfMissingWere(100, present, counting, dimensions, weights) : low);
    }

    private static MeasureScore Part(MeasureValue value, double present, double counting, double nominal, double weight) => new(
        value.Status, Known(value.Value), Known(present), nominal, Known(weight), Known(weight * counting), Known(weight * (100 - counting)));

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    // NaN when nothing has weight.
    private double ScoreIfMissingWere(double subScore, ReadOnlySpan<double> present, Span<double> counting, Span<double> dimensions, Span<double> weights)
    {
        for (var j = 0; j < present.Length; j++) counting[j] = double.IsNaN(present[j]) ? subScore : present[j];
        return Score(counting, dimensions, weights);
    }

    /// <summary>Each dimension's weighted mean of what counts in it. Takes in <paramref name="sums"/> the weights that count.</summary>
    private protected void DimensionScores(ReadOnlySpan<double> counting, Span<double> dimensions, Span<double> sums)
    {
        for (var d = 0; d < dimensions.Length; d++)
        {
            double weight = 0, points = 0;
            for (var j = Starts[d]; j < Starts[d + 1]; j++)
            {
                if (double.IsNaN(counting[j])) continue;
                weight += Weights[j];
                points += Weights[j] * counting[j];
            }
            sums[d] = weight;
            dimensions[d] = weight > 0 ? points / weight : double.NaN;
        }
    }

    private double[] NominalWeights()
    {
        var inside = new double[DimensionCount];
        for (var d = 0; d < DimensionCount; d++) inside[d] = Weights.AsSpan(Starts[d]..Starts[d + 1]).ToArray().Sum();
        var all = DimensionWeights.Where((_, d) => inside[d] > 0).Sum();
        var nominal = new double[MeasureCount];
        for (var d = 0; d < DimensionCount; d++)
            for (var j = Starts[d]; j < Starts[d + 1]; j++)
                nominal[j] = all > 0 && inside[d] > 0 ? DimensionWeights[d] / all * (Weights[j] / inside[d]) : 0;
        return nominal;
    }
}
