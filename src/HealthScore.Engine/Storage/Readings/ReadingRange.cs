namespace HealthScore.Engine.Storage.Readings;

/// <summary>Which readings to read: all bounds are included.</summary>
/// <param name="Accounts">Whose.</param>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day.</param>
/// <param name="Metrics">Only these metrics; null: all.</param>
public sealed record ReadingRange(AccountSet Accounts, DateOnly First, DateOnly Last, IReadOnlyCollection<short>? Metrics = null)
{
    public ReadingRange(long firstAccount, long lastAccount, DateOnly first, DateOnly last, IReadOnlyCollection<short>? metrics = null)
        : this(new AccountSet(firstAccount, lastAccount), first, last, metrics)
    {
    }

    /// <summary>Every account's readings of some days.</summary>
    public static ReadingRange AllAccounts(DateOnly first, DateOnly last) => new(long.MinValue, long.MaxValue, first, last);
}
