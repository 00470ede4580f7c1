namespace HealthScore.Engine.Storage.Retention;

/// <summary>A month of which only the last score of each account and kind is left.</summary>
public sealed class ThinnedMonth
{
    /// <summary>Its first day.</summary>
    public DateOnly Month { get; init; }

    public DateTimeOffset ThinnedAt { get; init; }
    public long Kept { get; init; }
    public long Dropped { get; init; }
}
