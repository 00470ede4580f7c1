using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Reports;

/// <summary>What reports call a band.</summary>
public static class BandNames
{
    /// <summary>The colour, or that there is none.</summary>
    public static string Name(this Band band) => band == Band.Unknown ? "No score" : band.ToString();
}
