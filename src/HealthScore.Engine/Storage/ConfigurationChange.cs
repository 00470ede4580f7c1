namespace HealthScore.Engine.Storage;

/// <summary>What it is that was changed.</summary>
public enum ChangedThing
{
    Segment = 1,
    Metric = 2,
    Draft = 3,
}

/// <summary>Somebody changed a segment, a metric or a draft: who, when, why, and what it said before. Written in the transaction that changes it.</summary>
public sealed class ConfigurationChange
{
    public long Id { get; init; }

    public ChangedThing Thing { get; init; }

    /// <summary>The key of the segment, of the metric, or of the model whose draft it was.</summary>
    public int Of { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>Why; empty: nobody asked.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What it said, as JSON of its own kind; null: it was made then.</summary>
    public string? Before { get; init; }

    /// <summary>The models whose scores follow from it.</summary>
    public int[] Models { get; init; } = [];
}
