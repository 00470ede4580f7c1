using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>No composite: the worst dimension's score, whatever the weights of the dimensions.</summary>
internal sealed class SideBySideFormula(ModelDefinition definition, bool highIsBad) : ScoreFormula(definition)
{
    internal override double Score(ReadOnlySpan<double> counting, Span<double> dimensions, Span<double> weights)
    {
        Span<double> sums = stackalloc double[dimensions.Length];
        DimensionScores(counting, dimensions, sums);
        var worst = Worst(dimensions);
        for (var d = 0; d < dimensions.Length; d++)
            for (var j = Starts[d]; j < Starts[d + 1]; j++)
                weights[j] = double.IsNaN(counting[j]) ? double.NaN : d == worst ? Weights[j] / sums[d] : 0;
        return worst < 0 ? double.NaN : dimensions[worst];
    }

    // Compared tidied, so that of two dimensions that are equal on paper the first listed gives the score.
    internal override int Worst(ReadOnlySpan<double> dimensions)
    {
        var worst = -1;
        for (var d = 0; d < dimensions.Length; d++)
        {
            if (double.IsNaN(dimensions[d])) continue;
            if (worst < 0 || IsWorse(Rounding.Tidy(dimensions[d]), Rounding.Tidy(dimensions[worst]))) worst = d;
        }
        return worst;
    }

    private bool IsWorse(double a, double b) => highIsBad ? a > b : a < b;
}
