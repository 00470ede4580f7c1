using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Checks a definition before it is saved or published.</summary>
public static class ModelValidator
{
    /// <summary>All that is wrong with it, each with the place in <see cref="Error.Field"/>; empty when it may be used.</summary>
    /// <param name="kind">The kind of score it is to make.</param>
    /// <param name="definition">What it says.</param>
    /// <param name="metrics">The catalogue, by key.</param>
    public static IReadOnlyList<Error> Check(ScoreKind kind, ModelDefinition definition, IReadOnlyDictionary<string, Metric> metrics) =>
        throw new NotSupportedException();
}
