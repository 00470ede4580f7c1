using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Steps: a value for each stretch between thresholds, the lower bound included.</summary>
public sealed record BandsCurve : Curve
{
    private readonly double[] _thresholds;
    private readonly double[] _values;

    /// <summary>A curve of steps.</summary>
    /// <param name="thresholds">At least one, strictly increasing.</param>
    /// <param name="values">One more than thresholds, 0–100.</param>
    public BandsCurve(IReadOnlyList<double> thresholds, IReadOnlyList<double> values) =>
        (Thresholds, Values, _thresholds, _values) = (thresholds, values, [.. thresholds], [.. values]);

    /// <summary>Where the steps are, strictly increasing.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>The sub-score below the first threshold, from the first on, from the second on …</summary>
    public IReadOnlyList<double> Values { get; }

    /// <inheritdoc />
    public override double Map(double x) => _values[StepOf(x)];

    /// <summary>The step a value is in: 0 is below the first threshold.</summary>
    public int StepOf(double x)
    {
        var i = 0;
        while (i < _thresholds.Length && Compare.AtLeast(x, _thresholds[i])) i++;
        return i;
    }

    /// <summary>Curves with the same steps are the same.</summary>
    public bool Equals(BandsCurve? other) =>
        other is not null && Thresholds.SequenceEqual(other.Thresholds) && Values.SequenceEqual(other.Values);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_thresholds.Length, _values.Sum());
}
