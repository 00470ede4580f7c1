namespace HealthScore.Benchmarks.Measuring;

/// <summary>What was measured of one thing, over and over.</summary>
internal sealed class Samples(string name, string unit)
{
    private readonly List<double> _values = [];

    public string Name { get; } = name;

    public string Unit { get; } = unit;

    /// <summary>What a reader has to know of it.</summary>
    public string Note { get; set; } = "";

    public IReadOnlyList<double> Values => _values;

    public double Median => Percentile(50);

    public void Add(double value) => _values.Add(value);

    /// <summary>Between two samples, the line between them.</summary>
    public double Percentile(double percent)
    {
        var sorted = _values.Order().ToArray();
        var at = percent / 100 * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[^1];
    }
}
