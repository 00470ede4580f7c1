namespace HealthScore.Engine.Storage.Readings;

/// <summary>What has become of a metric's readings of a month after their days had been scored for good. The scores stay as published.</summary>
public sealed class LateReading
{
    public short MetricId { get; init; }

    /// <summary>The first day of the month that the readings are of.</summary>
    public DateOnly Month { get; init; }

    public long Added { get; init; }
    public long Corrected { get; init; }
    public long Removed { get; init; }

    /// <summary>When the last of them came (UTC).</summary>
    public DateTimeOffset LastAt { get; init; }
}
