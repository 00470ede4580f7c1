namespace HealthScore.Domain.Scoring;

/// <summary>How far a range of a run is; each state comes after the one before.</summary>
public enum RangeState
{
    /// <summary>Waits for a node.</summary>
    Left = 1,

    /// <summary>A node passes over its readings.</summary>
    Measuring = 2,

    /// <summary>Its peers are known; what else was measured is kept by the node that did it.</summary>
    Measured = 3,

    /// <summary>A node writes its scores.</summary>
    Scoring = 4,

    /// <summary>Its scores are written.</summary>
    Done = 5,
}

/// <summary>Accounts that are scored together over a stretch of days: what the nodes of a run share out, and where a killed one goes on.</summary>
public sealed class ScoringRunRange
{
    /// <summary>The run.</summary>
    public long RunId { get; init; }

    /// <summary>First day of the stretch of days; long back-fills go stretch by stretch.</summary>
    public DateOnly From { get; init; }

    /// <summary>First account id of the range.</summary>
    public long FirstAccountId { get; init; }

    /// <summary>Last account id of the range.</summary>
    public long LastAccountId { get; init; }

    /// <summary>How far it is.</summary>
    public RangeState State { get; init; } = RangeState.Left;

    /// <summary>Fencing token of the node that claimed it last: no other can take it a step on. Null before.</summary>
    public long? Token { get; init; }

    /// <summary>What its accounts give to the percentiles of all, packed, until the stretch is done.</summary>
    public byte[]? Peers { get; init; }
}
