namespace HealthScore.Domain.Scoring;

/// <summary>The weighted mean of dimensions, each the weighted mean of its measures; missing weight goes to the others.</summary>
internal sealed class WeightedFormula(ModelDefinition definition) : ScoreFormula(definition)
{
    internal override double Score(ReadOnlySpan<double> counting, Span<double> dimensions, Span<double> weights)
    {
        Span<double> sums = stackalloc double[dimensions.Length];
        DimensionScores(counting, dimensions, sums);
        double weight = 0, points = 0;
        for (var d = 0; d < dimensions.Length; d++)
        {
            if (double.IsNaN(dimensions[d])) continue;
            weight += DimensionWeights[d];
            points += DimensionWeights[d] * dimensions[d];
        }
        for (var d = 0; d < dimensions.Length; d++)
        {
            var share = weight > 0 && sums[d] > 0 ? DimensionWeights[d] / weight / sums[d] : 0;
            for (var j = Starts[d]; j < Starts[d + 1]; j++) weights[j] = double.IsNaN(counting[j]) ? double.NaN : Weights[j] * share;
        }
        return weight > 0 ? points / weight : double.NaN;
    }
}
