namespace HealthScore.Web.Shared.Charts;

/// <summary>A linear axis: <paramref name="Low"/> lies at <paramref name="From"/>, <paramref name="High"/> at <paramref name="To"/>. A flat series runs in the middle.</summary>
public readonly record struct Scale(double Low, double High, double From, double To)
{
    public double At(double value) =>
        High > Low ? From + (Math.Clamp(value, Low, High) - Low) / (High - Low) * (To - From) : (From + To) / 2;
}
