namespace HealthScore.Domain.Scoring;

/// <summary>Piecewise linear through its points, constant beyond both ends. It need not be monotone.</summary>
public sealed record PointsCurve : Curve
{
    private readonly double[] _x;
    private readonly double[] _y;

    /// <summary>A curve through points.</summary>
    /// <param name="points">At least one; x strictly increasing, y 0–100.</param>
    public PointsCurve(params IReadOnlyList<CurvePoint> points)
    {
        Points = points;
        _x = [.. points.Select(p => p.X)];
        _y = [.. points.Select(p => p.Y)];
    }

    /// <summary>Its points, x strictly increasing.</summary>
    public IReadOnlyList<CurvePoint> Points { get; }

    /// <inheritdoc />
    public override double Map(double x)
    {
        double[] xs = _x, ys = _y;
        if (x <= xs[0]) return ys[0];
        var i = 1;
        while (i < xs.Length && x > xs[i]) i++;
        if (i == xs.Length) return ys[^1];
        var share = (x - xs[i - 1]) / (xs[i] - xs[i - 1]);
        var y = ys[i - 1] + ((ys[i] - ys[i - 1]) * share);
        // The last bit of a sum may lie beyond the point it leads to.
        return ys[i] >= ys[i - 1] ? Math.Min(y, ys[i]) : Math.Max(y, ys[i]);
    }

    /// <summary>Curves with the same points are the same.</summary>
    public bool Equals(PointsCurve? other) => other is not null && Points.SequenceEqual(other.Points);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_x.Length, _x.Sum(), _y.Sum());
}
