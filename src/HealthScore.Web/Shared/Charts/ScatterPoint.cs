using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Shared.Charts;

/// <summary>One account in a scatter plot.</summary>
/// <param name="X">0–100.</param>
/// <param name="Y">0–100.</param>
/// <param name="Size">Its diameter in rem.</param>
/// <param name="Label">Shown on hover.</param>
public sealed record ScatterPoint(double X, double Y, double Size, Band Band, string Label, string Href);

/// <summary>A square that stands for many accounts.</summary>
/// <param name="Strength">How many, as a share of the fullest square.</param>
public sealed record ScatterSquare(double X, double Y, double Width, double Strength, string Label, string Href);
