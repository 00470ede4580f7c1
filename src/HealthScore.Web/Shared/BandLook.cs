using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Shared;

/// <summary>How a band is shown: a word and a shape always stand beside its colour.</summary>
public static class BandLook
{
    /// <summary>Worst first, the order of every list, bar and legend.</summary>
    public static IReadOnlyList<Band> All { get; } = [Band.Red, Band.Yellow, Band.Green, Band.Unknown];

    public static string Word(this Band band) => band switch
    {
        Band.Red => "Red",
        Band.Yellow => "Yellow",
        Band.Green => "Green",
        _ => "No score",
    };

    /// <summary>The class that gives an element the band's colours.</summary>
    public static string Class(this Band band) => band switch
    {
        Band.Red => "band-red",
        Band.Yellow => "band-yellow",
        Band.Green => "band-green",
        _ => "band-unknown",
    };

    /// <summary>The outline of its mark in a box of 10 × 10: square, triangle, disc, ring.</summary>
    public static string Shape(this Band band) => band switch
    {
        Band.Red => "M1.5.5h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z",
        Band.Yellow => "M4.15.9a1 1 0 0 1 1.7 0l3.9 7a1 1 0 0 1-.85 1.5H1.1a1 1 0 0 1-.85-1.5z",
        Band.Green => "M5 .25a4.75 4.75 0 1 1 0 9.5a4.75 4.75 0 1 1 0-9.5z",
        _ => "M5 1.25a3.75 3.75 0 1 1 0 7.5a3.75 3.75 0 1 1 0-7.5z",
    };
}
