namespace HealthScore.Engine.Storage.Readings;

/// <summary>How many accounts had a reading of a metric on a day: what tells a silent source from a silent customer.</summary>
public sealed class MetricDay
{
    public short MetricId { get; init; }
    public DateOnly Day { get; init; }
    public long Readings { get; init; }
}
