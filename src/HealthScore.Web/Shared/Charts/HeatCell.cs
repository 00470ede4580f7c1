using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Shared.Charts;

/// <summary>A cell of a heat map: its number, a small second line, the band that tints it, and the list behind it.</summary>
public sealed record HeatCell(string Value, Band Band, string? Detail = null, string? Href = null);
