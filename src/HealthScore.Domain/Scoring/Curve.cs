namespace HealthScore.Domain.Scoring;

/// <summary>Maps a measure to a sub-score of 0–100: points, bands or pass (scoring contract, section 3).</summary>
public abstract record Curve
{
    /// <summary>The sub-score of a measure's value.</summary>
    public abstract double Map(double x);
}

/// <summary>A point of a piecewise linear curve.</summary>
/// <param name="X">The measure's value.</param>
/// <param name="Y">Its sub-score, 0–100.</param>
public readonly record struct CurvePoint(double X, double Y);
