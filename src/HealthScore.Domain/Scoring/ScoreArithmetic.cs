using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>A step of the way from sub-scores to a band.</summary>
/// <param name="What">What the step is about.</param>
/// <param name="How">The numbers, or the reason, to be followed with paper and pencil.</param>
public sealed record ArithmeticLine(string What, string How);

/// <summary>Writes a score out, step by step, as somebody would compute it by hand (scoring contract, sections 4 to 6).</summary>
public sealed class ScoreArithmetic
{
    private readonly ScoreKind _kind;
    private readonly ModelDefinition _definition;
    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly CultureInfo _culture;

    /// <summary>For the scores of one model.</summary>
    /// <param name="kind">The kind of score.</param>
    /// <param name="definition">The model.</param>
    /// <param name="names">What its measures are called, by id.</param>
    /// <param name="culture">For numbers.</param>
    public ScoreArithmetic(ScoreKind kind, ModelDefinition definition, IReadOnlyDictionary<string, string> names, CultureInfo culture) =>
        (_kind, _definition, _names, _culture) = (kind, definition, names, culture);

    /// <summary>Every step, from the dimensions to the band.</summary>
    /// <param name="result">The score.</param>
    /// <param name="yesterday">What the last score before it left behind.</param>
    public IReadOnlyList<ArithmeticLine> Of(ScoreResult result, BandState yesterday)
    {
        var lines = new List<ArithmeticLine>();
        if (_definition.Method == ScoringMethod.AllOrNone) lines.Add(new("All or none", AllOrNone(result)));
        else
        {
            for (var (d, first) = (0, 0); d < _definition.Dimensions.Count; first += _definition.Dimensions[d++].Measures.Count)
                lines.Add(new(_definition.Dimensions[d].Name, Mean([.. _definition.Dimensions[d].Measures.Select((m, i) => (m.Weight, Counting(m, result.Measures[first + i])))], "nothing in it counts: left out")));
            lines.Add(new("Score", _definition.Method == ScoringMethod.SideBySide
                ? $"the {(_kind == ScoreKind.Risk ? "highest" : "lowest")} dimension"
                : Mean([.. _definition.Dimensions.Select((d, i) => (d.Weight, result.Dimensions[i].Score))], "nothing counts")));
        }

        lines.Add(new("Coverage", Coverage(result)));
        if (result.Bounds is { } bounds && bounds.Low != bounds.High) lines.Add(new("Bounds", $"{N(bounds.Low)} if all without a value were 0, {N(bounds.High)} if they were 100"));
        lines.Add(new("Computed", result.Computed is { } computed ? $"rounded to 2 decimals: {N(computed)}" : WhyUnknown(result)));
        lines.Add(new("Rules", Rules(result)));
        lines.Add(new("Override", result.Manual is { } manual ? $"a person's: {N(manual.Score)} and {Word(manual.Band)} instead" : "none"));
        lines.Add(new("Band", BandOf(result, yesterday)));
        return lines;
    }

    private string AllOrNone(ScoreResult result)
    {
        var measures = _definition.Measures.Select((m, i) => (Measure: m, Part: i)).Where(m => result.Measures[m.Part].NominalWeight > 0).ToList();
        var parts = new List<string>();
        foreach (var (measure, at) in measures)
        {
            var subScore = result.Measures[at].SubScore;
            parts.Add(subScore is null
                ? $"{_names[measure.Id]} has no value and {(measure.Missing == MissingPolicy.Redistribute ? "is left out" : "falls short")}"
                : $"{_names[measure.Id]} {N(subScore.Value)} {(Compare.AtLeast(subScore.Value, measure.Target) ? "reaches" : "falls short of")} {N(measure.Target)}");
        }

        return $"{string.Join("; ", parts)}: {(result.Unrounded is { } score ? N(score) : "unknown")}";
    }

    // (2 × 62.5 + 1 × 26.56) / 3 = 50.52; what does not count is not written.
    private string Mean(IReadOnlyList<(double Weight, double? Value)> parts, string none)
    {
        var counting = parts.Where(p => p is { Value: not null, Weight: > 0 }).ToList();
        var weights = counting.Sum(p => p.Weight);
        if (weights == 0) return none;
        var mean = counting.Sum(p => p.Weight * p.Value!.Value) / weights;
        return counting.Count == 1 ? N(mean) : $"({string.Join(" + ", counting.Select(p => $"{N(p.Weight)} × {N(p.Value!.Value)}"))}) / {N(weights)} = {N(mean)}";
    }

    private static double? Counting(MeasureDefinition measure, MeasureScore part) => part.SubScore ?? measure.Missing switch
    {
        MissingPolicy.Neutral => 50,
        MissingPolicy.Zero => 0,
        _ => null,
    };

    private string Coverage(ScoreResult result) =>
        $"{N(result.Coverage * 100)} % of the weight has data; at least {N(_definition.MinCoverage * 100)} % is asked for{(Rounding.Tidy(result.Coverage) >= _definition.MinCoverage ? "" : ": too little")}";

    private string WhyUnknown(ScoreResult result)
    {
        var at = 0;
        foreach (var measure in _definition.Measures)
            if (result.Measures[at++].SubScore is null && measure.Missing == MissingPolicy.Required)
                return $"unknown: {_names[measure.Id]} has no value, and there is no score without it";
        return Rounding.Tidy(result.Coverage) < _definition.MinCoverage ? "unknown: the coverage is too low" : "unknown: nothing with weight has a value";
    }

    private string Rules(ScoreResult result)
    {
        if (_definition.Rules.Count == 0) return "none in the model";
        if (result.Rules.IsEmpty) return "none holds";
        var words = new List<string>();
        foreach (var rule in result.Rules) words.Add(RuleInWords.Of(_definition.Rules[rule], _names, _culture));
        return $"{string.Join("; ", words)}: {(result.AfterRules is { } score ? N(score) : "still unknown")}";
    }

    private string BandOf(ScoreResult result, BandState yesterday)
    {
        if (result.Manual is not null) return $"{Word(result.Band)}, the override's";
        if (result.AfterRules is not { } score) return "none without a score";
        var thresholds = _definition.Bands ?? BandThresholds.Default(_kind);
        var raw = $"{N(score)} is {Word(result.RawBand)} by the thresholds {N(thresholds.Middle)} and {N(thresholds.High)}";
        if (yesterday.Held == Band.Unknown) return $"{raw}; there was no band before";
        if (yesterday.VersionId != result.Model!.VersionId) return $"{raw}; the version is new, so that this is the band";
        if (result.RawBand == yesterday.Held) return $"{raw}, as before";
        if (result.Band == yesterday.Held) return $"{raw}, but {Word(result.Band)} is held: it is not {N(_definition.Margin)} past the threshold, nor has it been on this side for {MeasureEvidence.DaysOf(_definition.Dwell)}";
        return new BandScale(_kind, _definition).Crossed(score, yesterday.Held) is { } threshold ? $"{raw}, past {N(threshold)} by {N(_definition.Margin)}: {Word(result.Band)}" : $"{raw}, for the {_definition.Dwell}. day with a score on this side: {Word(result.Band)}";
    }

    // Two decimals, as on the page that explains the arithmetic.
    private string N(double value) => value.ToString("#,0.##", _culture).Replace(_culture.NumberFormat.NegativeSign, "−", StringComparison.Ordinal);

    private static string Word(Band band) => band == Band.Unknown ? "no band" : Words.Of(band);
}
