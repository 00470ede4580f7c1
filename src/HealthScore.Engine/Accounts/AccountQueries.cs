using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage.Scores;

namespace HealthScore.Engine.Accounts;

/// <summary>The filters shared by the grid and the portfolio.</summary>
internal static class AccountQueries
{
    /// <summary>The accounts this user may see: the bound of every query below.</summary>
    public static IQueryable<AccountCurrent> SeenBy(this IQueryable<AccountCurrent> accounts, Actor actor) =>
        actor.Scope is { } owner ? accounts.Where(a => a.OwnerId == owner) : accounts;

    public static IQueryable<AccountCurrent> Matching(this IQueryable<AccountCurrent> accounts, AccountFilter filter, DateOnly today)
    {
        accounts = accounts.Where(a => a.Active);
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = $"%{filter.Search.Trim().Replace("\0", "", StringComparison.Ordinal).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            accounts = accounts.Where(a => Microsoft.EntityFrameworkCore.NpgsqlDbFunctionsExtensions.ILike(Microsoft.EntityFrameworkCore.EF.Functions, a.Name, pattern));
        }

        if (filter.Bands.Count > 0) accounts = accounts.Where(a => filter.Bands.Contains(a.HealthBand));
        if (filter.SegmentId is { } segment) accounts = segment == 0 ? accounts.Where(a => a.SegmentId == null) : accounts.Where(a => a.SegmentId == segment);
        if (filter.StageId is { } stage) accounts = stage == 0 ? accounts.Where(a => a.StageId == null) : accounts.Where(a => a.StageId == stage);
        if (filter.OwnerId is { } owner) accounts = owner == 0 ? accounts.Where(a => a.OwnerId == null) : accounts.Where(a => a.OwnerId == owner);
        if (filter.BandBefore is { } before) accounts = accounts.Where(a => a.HealthBandBefore == before);
        if (filter.IsScored is { } scored) accounts = accounts.Where(a => a.Day != null == scored);
        if (filter.RenewalWithin is { } days)
        {
            var last = today.AddDays(days);
            accounts = accounts.Where(a => a.Renewal >= today && a.Renewal <= last);
        }

        return accounts;
    }

    // The id makes the order total, so that pages neither repeat nor skip an account.
    public static IQueryable<AccountCurrent> Ordered(this IQueryable<AccountCurrent> accounts, AccountFilter filter) => (filter.Sort, filter.Descending) switch
    {
        (AccountSort.Name, false) => accounts.OrderBy(a => a.Name).ThenBy(a => a.AccountId),
        (AccountSort.Name, true) => accounts.OrderByDescending(a => a.Name).ThenBy(a => a.AccountId),
        (AccountSort.Arr, false) => accounts.OrderBy(a => a.Arr).ThenBy(a => a.AccountId),
        (AccountSort.Arr, true) => accounts.OrderByDescending(a => a.Arr).ThenBy(a => a.AccountId),
        (AccountSort.Renewal, false) => accounts.OrderBy(a => a.Renewal).ThenBy(a => a.AccountId),
        (AccountSort.Renewal, true) => accounts.OrderBy(a => a.Renewal == null).ThenByDescending(a => a.Renewal).ThenBy(a => a.AccountId),
        (AccountSort.Risk, false) => accounts.OrderBy(a => a.Risk).ThenBy(a => a.AccountId),
        (AccountSort.Risk, true) => accounts.OrderBy(a => a.Risk == null).ThenByDescending(a => a.Risk).ThenBy(a => a.AccountId),
        (AccountSort.Expansion, false) => accounts.OrderBy(a => a.Expansion).ThenBy(a => a.AccountId),
        (AccountSort.Expansion, true) => accounts.OrderBy(a => a.Expansion == null).ThenByDescending(a => a.Expansion).ThenBy(a => a.AccountId),
        (AccountSort.Change, false) => accounts.OrderBy(a => a.Health - a.HealthBefore).ThenBy(a => a.AccountId),
        (AccountSort.Change, true) => accounts.OrderBy(a => a.Health == null || a.HealthBefore == null).ThenByDescending(a => a.Health - a.HealthBefore).ThenBy(a => a.AccountId),
        (_, true) => accounts.OrderBy(a => a.Health == null).ThenByDescending(a => a.Health).ThenBy(a => a.AccountId),
        _ => accounts.OrderBy(a => a.Health).ThenBy(a => a.AccountId),
    };
}
