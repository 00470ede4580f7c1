namespace HealthScore.Domain.Scoring;

/// <summary>A node that takes part in a run. Without this row it can claim nothing, and what it had claimed is free.</summary>
public sealed class ScoringRunNode
{
    /// <summary>The run.</summary>
    public long RunId { get; init; }

    /// <summary>Its fencing token, given to no other node.</summary>
    public long Token { get; init; }

    /// <summary>Its last sign of life (UTC), by the clock of the database.</summary>
    public DateTimeOffset HeartbeatAt { get; init; }
}
