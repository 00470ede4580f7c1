namespace HealthScore.Domain.Scoring;

/// <summary>
/// What hysteresis has to remember of the days before (scoring contract, section 5). It is kept with every score and
/// handed to the next day; the default remembers nothing.
/// </summary>
/// <param name="Held">The band published on the last day with a score, a manual override's included; unknown: none yet.</param>
/// <param name="VersionId">The model version that was in force on that day.</param>
/// <param name="Recent">The raw bands of the last 31 days that had one, two bits each, the latest lowest.</param>
public readonly record struct BandState(Band Held, int VersionId, long Recent)
{
    /// <summary>How many days back a dwell can look.</summary>
    public const int MostDays = 31;

    private const long Mask = (1L << (2 * MostDays)) - 1;

    /// <summary>The raw band of a day: 0 is the latest; unknown when there is none so far back.</summary>
    public Band RawBand(int daysBack) => (Band)((Recent >> (2 * daysBack)) & 3);

    internal BandState Push(Band raw) => raw == Band.Unknown ? this : this with { Recent = ((Recent << 2) | (long)raw) & Mask };
}
