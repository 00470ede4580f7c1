using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>What one measure's own movement did to a score.</summary>
/// <param name="MeasureId">The measure.</param>
/// <param name="Points">Points of the score.</param>
public readonly record struct InputTerm(string MeasureId, double Points);

/// <summary>What a method that does not weigh everything looked at on one day, under the later day's version.</summary>
/// <param name="Worst">Side by side: the dimension that gave the score; null: none.</param>
/// <param name="Short">All or none: ids of the measures that fell short of their targets.</param>
public sealed record Deciding(string? Worst, IReadOnlyList<string> Short)
{
    /// <summary>Of a method that weighs everything.</summary>
    public static Deciding Everything { get; } = new(null, []);
}

/// <summary>The change of a published score between two days, split exactly (scoring contract, section 8).</summary>
/// <param name="Change">Published score on the later day minus that on the earlier.</param>
/// <param name="Model">What a new model or version did.</param>
/// <param name="Data">What data lost or returned did.</param>
/// <param name="Inputs">What the measures present on both days did, in the model's order.</param>
/// <param name="Override">What rules and manual overrides did.</param>
public sealed record WhyItMoved(double Change, double Model, double Data, IReadOnlyList<InputTerm> Inputs, double Override)
{
    /// <summary>What decided on the earlier day.</summary>
    public Deciding Before { get; init; } = Deciding.Everything;

    /// <summary>What decides on the later day.</summary>
    public Deciding Now { get; init; } = Deciding.Everything;

    /// <summary>All terms together: the change, within rounding.</summary>
    public double Sum => Model + Data + Inputs.Sum(i => i.Points) + Override;

    /// <summary>Splits the change; null when there is no computed score on both days.</summary>
    /// <param name="before">The earlier day's score, as stored.</param>
    /// <param name="after">The later day's score, as stored.</param>
    /// <param name="kind">The kind of both.</param>
    /// <param name="definition">The version of the later day.</param>
    /// <param name="asOfBefore">Reads, as of the earlier day, a measure that was not stored then; null: it is missing.</param>
    public static WhyItMoved? Explain(
        ScoreRecord before, ScoreRecord after, ScoreKind kind, ModelDefinition definition, Func<MeasureSource, MeasureValue>? asOfBefore = null)
    {
        if (before is not { Unrounded: { } first, Computed: { } firstComputed, Published: { } firstPublished }) return null;
        if (after is not { Unrounded: { } last, Computed: { } lastComputed, Published: { } lastPublished }) return null;
        var formula = ScoreFormula.Of(kind, definition);
        var earlier = SubScores(before, after, definition, formula, asOfBefore);
        var model = before.VersionId == after.VersionId ? 0 : ScoreOf(earlier, formula) is { } score ? score - first : 0;
        var inputs = definition.Method == ScoringMethod.AllOrNone ? [] : InputTerms(after, earlier);
        return new(
            lastPublished - firstPublished,
            model,
            last - first - model - inputs.Sum(i => i.Points),
            inputs,
            lastPublished - lastComputed - (firstPublished - firstComputed))
        {
            Before = DecidingOf(earlier, formula, definition),
            Now = DecidingOf([.. after.Measures.Select(m => m.SubScore ?? double.NaN)], formula, definition),
        };
    }

    // The earlier day's sub-scores under the later day's version, NaN where there is none.
    private static double[] SubScores(
        ScoreRecord before, ScoreRecord after, ModelDefinition definition, ScoreFormula formula, Func<MeasureSource, MeasureValue>? asOfBefore)
    {
        if (before.VersionId == after.VersionId) return [.. before.Measures.Select(m => m.SubScore ?? double.NaN)];
        var stored = before.Measures.ToLookup(m => m.Source);
        return [.. definition.Measures.Select((m, j) => formula.SubScore(j, Value(m.Source)))];

        // What was measured is what it was measured from, whatever its id.
        double Value(MeasureSource source) =>
            stored[source].FirstOrDefault() is { } m ? m.Value ?? double.NaN : asOfBefore?.Invoke(source).Value ?? double.NaN;
    }

    private static Deciding DecidingOf(double[] present, ScoreFormula formula, ModelDefinition definition)
    {
        if (definition.Method == ScoringMethod.Weighted) return Deciding.Everything;
        double[] counting = new double[present.Length], weights = new double[present.Length], dimensions = new double[formula.DimensionCount];
        formula.Count(present, counting);
        formula.Score(counting, dimensions, weights);
        return new(
            formula.Worst(dimensions) is >= 0 and var worst ? definition.Dimensions[worst].Name : null,
            [.. definition.Measures.Where((_, j) => formula.IsShort(j, double.IsNaN(present[j]) ? null : present[j])).Select(m => m.Id)]);
    }

    private static double? ScoreOf(double[] present, ScoreFormula formula)
    {
        double[] counting = new double[present.Length], weights = new double[present.Length], dimensions = new double[formula.DimensionCount];
        formula.Count(present, counting);
        var score = formula.Score(counting, dimensions, weights);
        return double.IsNaN(score) ? null : score;
    }

    private static List<InputTerm> InputTerms(ScoreRecord after, double[] earlier) =>
        [.. after.Measures.Select((m, j) => (m.Id, Points: m.Weight * (m.SubScore - earlier[j]), IsOnBoth: m.SubScore is not null && !double.IsNaN(earlier[j])))
            .Where(t => t.IsOnBoth)
            .Select(t => new InputTerm(t.Id, t.Points ?? 0))];
}
