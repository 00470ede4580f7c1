using HealthScore.Domain.MyDay;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage.Scores;

namespace HealthScore.Engine.MyDay;

/// <summary>Which accounts can wait: those that were put off, before their day, unless somebody took it back or they have got worse by a band.</summary>
internal static class SnoozeQueries
{
    public static IQueryable<Snooze> Running(this IQueryable<Snooze> snoozes, DateOnly today) => snoozes.Where(s => s.Ended == null && s.Until > today);

    public static IQueryable<AccountCurrent> Awake(this IQueryable<AccountCurrent> accounts, IQueryable<Snooze> running) =>
        accounts.Where(a => !running.Any(s => s.AccountId == a.AccountId && !(s.Band != Band.Unknown && a.HealthBand != Band.Unknown && a.HealthBand < s.Band)));

    public static IQueryable<SnoozedAccount> Asleep(this IQueryable<AccountCurrent> accounts, IQueryable<Snooze> running) =>
        from s in running
        join a in accounts on s.AccountId equals a.AccountId
        where !(s.Band != Band.Unknown && a.HealthBand != Band.Unknown && a.HealthBand < s.Band)
        select new SnoozedAccount { Account = a, Snooze = s };
}

/// <summary>An account and why it waits.</summary>
internal sealed class SnoozedAccount
{
    public required AccountCurrent Account { get; init; }

    public required Snooze Snooze { get; init; }
}
