using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Shared.Charts;

/// <summary>A score of a day; null where there was none.</summary>
public readonly record struct TrendPoint(DateOnly Day, double? Score, Band Band);

/// <summary>Something that happened on a day and is marked on the trend: a new model version, a risk event, a touch.</summary>
/// <param name="Day">The day.</param>
/// <param name="Text">What happened.</param>
/// <param name="Href">Where it is looked at.</param>
public sealed record TrendMarker(DateOnly Day, string Text, string? Href = null);

/// <summary>Where a score is likely to go: from a level on a day to between two scores on a later one.</summary>
public sealed record TrendFan(DateOnly From, double Level, DateOnly To, double Low, double Likely, double High);

/// <summary>A band's share of the axis, for the background: from (included) to a score.</summary>
public readonly record struct BandZone(Band Band, double From, double To)
{
    /// <summary>The three zones of a model with two bounds; <paramref name="highIsBad"/> for risk.</summary>
    public static IReadOnlyList<BandZone> Of(double lower, double upper, bool highIsBad = false) =>
    [
        new(highIsBad ? Band.Green : Band.Red, 0, lower),
        new(Band.Yellow, lower, upper),
        new(highIsBad ? Band.Red : Band.Green, upper, 100),
    ];
}
