using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Models;

/// <summary>The dimensions of a model, or the measures of a dimension: what shares 100 %.</summary>
/// <param name="Weights">As they are stored.</param>
/// <param name="Control">Names the control of each, for its lock.</param>
/// <param name="Locked">Which keep their share.</param>
public sealed record WeightGroup(IReadOnlyList<double> Weights, Func<int, string> Control, IReadOnlySet<int> Locked)
{
    public double Share(int index) => WeightShares.Of(Weights)[index];

    public double Largest(int index) => WeightShares.Largest(Weights, index, Locked);

    /// <summary>False when no other one is left that could give way. Where none has any weight, each may take it.</summary>
    public bool MayChange(int index) => !Locked.Contains(index) && (Weights.Sum() == 0 || Enumerable.Range(0, Weights.Count).Any(i => i != index && !Locked.Contains(i)));
}
