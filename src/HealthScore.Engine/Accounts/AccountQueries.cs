using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>The filters shared by the grid and the portfolio.</summary>
internal static class AccountQueries
{
    /// <summary>The team whose accounts a user may look at together with their own; null: none.</summary>
    public static async Task<string?> TeamOfAsync(this HealthScoreDb db, Actor actor, CancellationToken ct) =>
        actor is { OwnerId: { } self, Scope: null } ? await db.Owners.Where(o => o.Id == self).Select(o => o.Team).SingleOrDefaultAsync(ct) : null;

    public static IQueryable<AccountCurrent> Matching(this IQueryable<AccountCurrent> accounts, AccountFilter filter, DateOnly today, HealthScoreDb db)
    {
        accounts = accounts.Where(a => a.Active);
        if (filter.Ids.Count > 0) accounts = accounts.Where(a => filter.Ids.Contains(a.AccountId));
        // One band is compared as one value: only so the indexes of the orders know it.
        if (filter.Bands is [var band]) accounts = accounts.Where(a => a.HealthBand == band);
        else if (filter.Bands.Count > 0) accounts = accounts.Where(a => filter.Bands.Contains(a.HealthBand));
        if (filter.RiskBands.Count > 0) accounts = accounts.Where(a => filter.RiskBands.Contains(a.RiskBand));
        if (filter.Health is { } health) accounts = accounts.Where(a => a.Health >= health.From && (a.Health < health.To || health.To >= ScoreRange.Most));
        if (filter.Expansion is { } expansion) accounts = accounts.Where(a => a.Expansion >= expansion.From && (a.Expansion < expansion.To || expansion.To >= ScoreRange.Most));
        if (filter.Without == ScoreKind.Health) accounts = accounts.Where(a => a.Health == null);
        if (filter.Without == ScoreKind.Risk) accounts = accounts.Where(a => a.Risk == null);
        if (filter.Without == ScoreKind.Expansion) accounts = accounts.Where(a => a.Expansion == null);
        if (filter.SegmentId is { } segment) accounts = segment == 0 ? accounts.Where(a => a.SegmentId == null) : accounts.Where(a => a.SegmentId == segment);
        if (filter.StageId is { } stage) accounts = stage == 0 ? accounts.Where(a => a.StageId == null) : accounts.Where(a => a.StageId == stage);
        if (filter.Progress is { } progress) accounts = accounts.Where(a => a.Progress == progress);
        if (filter.OwnerId is { } owner) accounts = owner == 0 ? accounts.Where(a => a.OwnerId == null) : accounts.Where(a => a.OwnerId == owner);
        if (filter.ListId is { } list) accounts = accounts.Where(a => db.AccountListMembers.Any(m => m.ListId == list && m.AccountId == a.AccountId));
        if (filter.BandBefore is { } before) accounts = accounts.Where(a => a.HealthBandBefore == before);
        if (filter.IsScored is { } scored) accounts = accounts.Where(a => a.Day != null == scored);
        if (filter.IsNew is { } isNew)
        {
            var came = db.Accounts.Where(o => o.Start > db.PortfolioDays.Max(p => p.Day) && (o.FirstReading == null || o.FirstReading > db.PortfolioDays.Max(p => p.Day))).Select(o => o.Id);
            accounts = accounts.Where(a => a.Day == null && came.Contains(a.AccountId) == isNew);
        }

        if (filter.RenewalWithin is { } days)
        {
            var (first, last) = (today.AddDays(filter.RenewalAfter ?? 0), today.AddDays(days));
            accounts = accounts.Where(a => a.Renewal >= first && a.Renewal <= last);
        }

        if (filter.Team is { } team)
        {
            var owners = db.Owners.Where(o => o.Team == team).Select(o => (int?)o.Id);
            accounts = accounts.Where(a => owners.Contains(a.OwnerId));
        }

        // That the bands differ is said by itself: only so the index of those that changed is known to hold them.
        if (filter.Crossed is Crossing.Fell or Crossing.Rose) accounts = accounts.Where(a => a.HealthBand != a.HealthBandEve && a.HealthBand != Band.Unknown && a.HealthBandEve != Band.Unknown);
        if (filter.Crossed == Crossing.Fell) accounts = accounts.Where(a => a.HealthBand < a.HealthBandEve);
        if (filter.Crossed == Crossing.Rose) accounts = accounts.Where(a => a.HealthBand > a.HealthBandEve);
        if (filter.Crossed == Crossing.Lost) accounts = accounts.Where(a => a.HealthBand != a.HealthBandEve && a.HealthBand == Band.Unknown && a.HealthBandEve != Band.Unknown);
        if (filter.Moved == Crossing.Fell) accounts = accounts.Where(a => a.HealthChange <= -AccountFilter.SmallestMove);
        if (filter.Moved == Crossing.Rose) accounts = accounts.Where(a => a.HealthChange >= AccountFilter.SmallestMove);
        if (filter.RiskAfter is { } opened) accounts = accounts.Where(a => db.RiskEvents.Any(r => r.AccountId == a.AccountId && r.Opened > opened && r.Opened <= today));
        if (filter.MilestoneAfter is { } reached) accounts = accounts.Where(a => db.Milestones.Any(m => m.AccountId == a.AccountId && m.Done > reached && m.Done <= today));
        return accounts.Found(filter.Search, db);
    }

    // Names are looked up among the accounts, where an index of their parts can stand: the rows shown change every night.
    private static IQueryable<AccountCurrent> Found(this IQueryable<AccountCurrent> accounts, string? part, HealthScoreDb db)
    {
        if (string.IsNullOrWhiteSpace(part)) return accounts;
        var text = part.Trim().Replace("\0", "", StringComparison.Ordinal);
        var written = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        var pattern = $"%{written}%";
        if (text.Length < AccountFilter.ContactLetters) return accounts.Where(a => EF.Functions.ILike(a.Name, pattern));
        var named = db.Accounts.Where(o => EF.Functions.ILike(o.Name, pattern)).Select(o => o.Id);
        // Behind the at sign stands what the company is called, which its own name says already: only who writes an address means that part too.
        var mailed = text.AsSpan().ContainsAny('@', '.')
            ? db.Contacts.Where(c => EF.Functions.ILike(c.Email!, pattern))
            : db.Contacts.Where(c => EF.Functions.ILike(HealthScoreDb.SplitPart(c.Email!, "@", 1), pattern));
        var found = named.Union(mailed.Select(c => c.AccountId)).Union(db.Contacts.Where(c => EF.Functions.ILike(c.Name, pattern)).Select(c => c.AccountId));
        return accounts.Where(a => found.Contains(a.AccountId));
    }
}
