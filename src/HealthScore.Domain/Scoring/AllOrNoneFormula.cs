using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>100 when every measure with a weight reaches its target, 0 when one falls short.</summary>
internal sealed class AllOrNoneFormula(ModelDefinition definition) : ScoreFormula(definition)
{
    internal override double Score(ReadOnlySpan<double> counting, Span<double> dimensions, Span<double> weights)
    {
        dimensions.Fill(double.NaN);
        weights.Fill(double.NaN);
        var score = double.NaN;
        for (var j = 0; j < counting.Length; j++)
        {
            if (Nominal[j] == 0 || double.IsNaN(counting[j])) continue;
            if (FallsShort(j, counting[j])) return 0;
            score = 100;
        }
        return score;
    }

    private protected override bool FallsShort(int measure, double counting) =>
        Nominal[measure] > 0 && !double.IsNaN(counting) && !Compare.AtLeast(counting, Measures[measure].Target);

    // A measure without a value falls short whatever its fill and its target, which is 0 at least.
    private protected override double Fill(MissingPolicy policy) =>
        policy is MissingPolicy.Neutral or MissingPolicy.Zero ? -1 : double.NaN;
}
