using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// Splits what a change of the model does to a score of one day by measure. A measure does what its sub-score lies above or below
/// the earlier score, times its weight, under the later model less under the earlier one: as the effective weights of both add up to
/// 1, so does what the measures do to the difference of the two scores before rounding. All or none has no weights, and is not split.
/// </summary>
public sealed class ModelEffect
{
    private readonly List<(MeasureDefinition Measure, int Before, int After)> _pairs = [];

    /// <summary>Pairs the measures of two models by what they measure.</summary>
    public ModelEffect(ModelDefinition before, ModelDefinition after)
    {
        var (earlier, later) = (before.Measures.ToList(), after.Measures.ToList());
        var taken = new HashSet<int>();
        for (var a = 0; a < later.Count; a++)
        {
            var b = earlier.FindIndex(m => m.Source == later[a].Source && !taken.Contains(earlier.IndexOf(m)));
            if (b >= 0) taken.Add(b);
            _pairs.Add((later[a], b, a));
        }

        for (var b = 0; b < earlier.Count; b++)
            if (!taken.Contains(b)) _pairs.Add((earlier[b], b, -1));
    }

    /// <summary>The measures of both: those of the later model in its order, then those that it no longer has.</summary>
    public IReadOnlyList<MeasureDefinition> Measures => [.. _pairs.Select(p => p.Measure)];

    /// <summary>What each measure does that does anything.</summary>
    /// <param name="score">The earlier score, before rounding.</param>
    /// <param name="before">The measures' parts in the earlier score.</param>
    /// <param name="after">Their parts in the later one.</param>
    public IReadOnlyList<MeasureEffect> Explain(double score, ReadOnlySpan<MeasureScore> before, ReadOnlySpan<MeasureScore> after)
    {
        var effects = new List<MeasureEffect>();
        for (var i = 0; i < _pairs.Count; i++)
        {
            var (was, now) = (_pairs[i].Before < 0 ? default : before[_pairs[i].Before], _pairs[i].After < 0 ? default : after[_pairs[i].After]);
            var points = Above(now, score) - Above(was, score);
            if (points != 0) effects.Add(new(i, CauseOf(_pairs[i].Before < 0, _pairs[i].After < 0, was, now), points));
        }

        return effects;
    }

    private static double Above(in MeasureScore part, double score) => part is { Earned: { } earned, Weight: { } weight } ? earned - (weight * score) : 0;

    private static EffectCause CauseOf(bool isAdded, bool isRemoved, in MeasureScore was, in MeasureScore now)
    {
        if (isAdded) return EffectCause.Added;
        if (isRemoved) return EffectCause.Removed;
        if (was.Status != now.Status || !Same(was.Value, now.Value)) return EffectCause.Data;
        return (Same(was.SubScore, now.SubScore), Same(was.Weight, now.Weight)) switch
        {
            (false, false) => EffectCause.CurveAndWeight,
            (false, true) => EffectCause.Curve,
            _ => (now.Weight ?? 0) >= (was.Weight ?? 0) ? EffectCause.MoreWeight : EffectCause.LessWeight,
        };
    }

    private static bool Same(double? a, double? b) => a is { } x && b is { } y ? Compare.AreEqual(x, y) : a is null && b is null;
}
