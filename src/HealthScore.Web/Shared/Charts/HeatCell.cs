using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Shared.Charts;

/// <summary>A cell of a heat map: its number, a small second line, the band that tints it, the list behind it, and what the number gained or lost.</summary>
public sealed record HeatCell(string Value, Band Band, string? Detail = null, string? Href = null, double? Change = null);
