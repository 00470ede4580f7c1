namespace HealthScore.Engine.Scoring.Runs;

/// <summary>How large the pieces are that a run is cut into. No setting: tests make them small.</summary>
public sealed record RunSizes
{
    /// <summary>Account-days of a stretch: what is measured between two passes over the data.</summary>
    public int StretchAccountDays { get; init; } = 2_000_000;

    /// <summary>Account-days of a range, within the bounds below: what a killed run loses, and what a transaction writes.</summary>
    public int RangeAccountDays { get; init; } = 100_000;

    /// <summary>Most accounts of a range.</summary>
    public int MostAccounts { get; init; } = 10_000;

    /// <summary>Fewest accounts of a range.</summary>
    public int FewestAccounts { get; init; } = 25;

    /// <summary>Ranges that a node works on at a time.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
