namespace HealthScore.Domain.Scoring;

/// <summary>The colour of a score.</summary>
public enum Band
{
    /// <summary>No score.</summary>
    Unknown = 0,

    /// <summary>Act now.</summary>
    Red = 1,

    /// <summary>Watch.</summary>
    Yellow = 2,

    /// <summary>On track.</summary>
    Green = 3,
}
