namespace HealthScore.Engine.Storage.Readings;

/// <summary>Which readings to read: all bounds are included.</summary>
/// <param name="FirstAccount">The lowest account id.</param>
/// <param name="LastAccount">The highest account id.</param>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day.</param>
/// <param name="Metrics">Only these metrics; null: all.</param>
public sealed record ReadingRange(long FirstAccount, long LastAccount, DateOnly First, DateOnly Last, IReadOnlyCollection<short>? Metrics = null)
{
    /// <summary>Every account's readings of some days.</summary>
    public static ReadingRange AllAccounts(DateOnly first, DateOnly last) => new(long.MinValue, long.MaxValue, first, last);
}
