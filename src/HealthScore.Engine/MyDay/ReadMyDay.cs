using System.Globalization;
using HealthScore.Domain.MyDay;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.MyDay;

/// <summary>Whom to call today and why: the accounts that need somebody, by what is at stake, and what is new about all others.</summary>
public sealed class ReadMyDay(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, ReadingStore readings, OrganisationClock clock)
{
    /// <summary>Nobody works off more in a day.</summary>
    public const int MostRows = 200;

    /// <summary>Days that the renewals reach.</summary>
    public const int RenewalDays = 90;

    private const int MostSnoozed = 200;
    private const int MostNews = 5;

    // A fall that is worth a sentence of its own.
    private const double ToldFall = 3;

    /// <param name="actor">Who looks.</param>
    /// <param name="whose">Null: their own where they own any, else all.</param>
    /// <param name="count">How many accounts that need somebody.</param>
    /// <param name="culture">For words.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<MyDayView> RunAsync(Actor actor, Whose? whose, int count, CultureInfo culture, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var side = await WhoseAccounts.OfAsync(db, actor, whose, ct);
        var (today, night) = (clock.Today, await db.ScoringRuns.LastFinalDayAsync(ct));
        var accounts = db.CurrentAccounts.AsNoTracking().SeenBy(actor).Matching(side.Filter, today, db);
        var running = db.Snoozes.AsNoTracking().Running(today);
        var needing = accounts.Where(a => a.Stake > 0).Awake(running);
        var since = night is { } scored ? Eve.Of(scored) : today.AddDays(-1);
        var unscored = await accounts.Where(a => a.HealthBand == Band.Unknown).GroupBy(_ => 1).Select(g => new AccountsSum(g.Count(), g.Sum(a => a.Arr))).SingleOrDefaultAsync(ct) ?? new(0, 0);
        var isScored = await accounts.AnyAsync(a => a.HealthBand != Band.Unknown, ct);
        return new(
            side.Shown, side.Choices, side.Team, side.Filter, isScored || unscored.Accounts > 0, night, isScored, unscored,
            new(await RowsAsync(db, needing, since, Math.Clamp(count, 1, MostRows), culture, ct), await needing.Take(ListAccounts.MostCounted + 1).CountAsync(ct)),
            await SnoozedAsync(accounts, running, ct),
            await RenewalsAsync(accounts, today, ct),
            await CrossedAsync(accounts.Matching(new() { Crossed = Crossing.Fell }, today, db), ct),
            await CrossedAsync(accounts.Matching(new() { Crossed = Crossing.Rose }, today, db), ct),
            await CrossedAsync(accounts.Matching(new() { Crossed = Crossing.Lost }, today, db), ct),
            await NewsAsync(from r in db.RiskEvents join a in accounts on r.AccountId equals a.AccountId where r.Opened > since && r.Opened <= today select new News { AccountId = a.AccountId, Name = a.Name, Arr = a.Arr, Day = r.Opened, What = r.Type }, ct),
            await NewsAsync(from m in db.Milestones join a in accounts on m.AccountId equals a.AccountId where m.Done > since && m.Done <= today select new News { AccountId = a.AccountId, Name = a.Name, Arr = a.Arr, Day = m.Done!.Value, What = m.Name }, ct))
        {
            Since = await CurrentSql.ComparedDayAsync(source, ct),
        };
    }

    /// <summary>One that can wait, wherever it stands among them; null: this account does not wait, or the user may not see it.</summary>
    public async Task<SnoozedRow?> SnoozedAsync(Actor actor, long accountId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var account = db.CurrentAccounts.AsNoTracking().SeenBy(actor).Where(a => a.AccountId == accountId);
        return await SnoozedAsync(account, db.Snoozes.AsNoTracking().Running(clock.Today), ct) is { Rows: [var snoozed, ..] } ? snoozed : null;
    }

    private async Task<List<NeedRow>> RowsAsync(HealthScoreDb db, IQueryable<AccountCurrent> needing, DateOnly since, int count, CultureInfo culture, CancellationToken ct)
    {
        var accounts = await needing.OrderByDescending(a => a.Stake).ThenByDescending(a => a.AccountId).Take(count).ToListAsync(ct);
        if (accounts.Count == 0) return [];
        var names = await AccountNames.ReadAsync(db, accounts, ct);
        var reasons = await new AccountReasons(source, readings).ReadAsync(db, accounts, culture, ct);
        var steps = await NextSteps.ReadAsync(db, accounts, clock.Today, ct);
        var news = await NeedNews.ReadAsync(db, accounts, since, clock, ct);
        return accounts.ConvertAll(a =>
        {
            var reason = reasons.GetValueOrDefault(a.AccountId);
            var back = news.Back(a.AccountId);
            var stake = Stake.Of(new(a.Arr, a.Health, a.HealthBand, a.HealthBefore, a.HealthBandEve, a.Renewal?.DayNumber - clock.Today.DayNumber));
            var why = a.HealthChange <= -ToldFall && reason?.Moved is [{ Points: < 0 } first, ..] ? first.Text : reason?.Standing?.Text;
            return new NeedRow(
                a.AccountId, a.Name, names.Owner(a), a.Arr, a.Renewal, a.Health, a.HealthBand, a.HealthChange, a.HealthBandEve,
                Stake.HasFallen(a.HealthBandEve, a.HealthBand) || (a.HealthBandEve == Band.Unknown && news.KnowsTheEve), news.Risk(a.AccountId), back?.Until, back?.Until > clock.Today,
                a.Provisional, why, steps.Of(a, reason?.Standing?.Measure, culture), stake, news.Champion(a.AccountId), steps.LastContact(a.AccountId));
        });
    }

    private static async Task<Some<SnoozedRow>> SnoozedAsync(IQueryable<AccountCurrent> accounts, IQueryable<Snooze> running, CancellationToken ct) => new(
        await accounts.Asleep(running).OrderBy(s => s.Snooze.Until).ThenBy(s => s.Account.AccountId).Take(MostSnoozed)
            .Select(s => new SnoozedRow(s.Account.AccountId, s.Account.Name, s.Account.Health, s.Account.HealthBand, s.Snooze.Until, s.Snooze.Reason, s.Snooze.By, s.Snooze.At)).ToListAsync(ct),
        await accounts.Asleep(running).CountAsync(ct));

    private static async Task<List<RenewalSum>> RenewalsAsync(IQueryable<AccountCurrent> accounts, DateOnly today, CancellationToken ct)
    {
        var last = today.AddDays(RenewalDays);
        return await accounts.Where(a => a.Renewal >= today && a.Renewal <= last).GroupBy(a => a.HealthBand).Select(g => new RenewalSum(g.Key, g.Count(), g.Sum(a => a.Arr))).ToListAsync(ct);
    }

    private static async Task<Some<CrossingRow>> CrossedAsync(IQueryable<AccountCurrent> crossed, CancellationToken ct) => new(
        await crossed.OrderByDescending(a => a.Arr).ThenBy(a => a.AccountId).Take(MostNews).Select(a => new CrossingRow(a.AccountId, a.Name, a.HealthBandEve, a.HealthBand)).ToListAsync(ct),
        await crossed.CountAsync(ct));

    private static async Task<Some<NewsRow>> NewsAsync(IQueryable<News> news, CancellationToken ct) => new(
        await news.OrderByDescending(n => n.Arr).ThenBy(n => n.AccountId).ThenBy(n => n.What).Take(MostNews).Select(n => new NewsRow(n.AccountId, n.Name, n.Day, n.What)).ToListAsync(ct),
        await news.Select(n => n.AccountId).Distinct().CountAsync(ct));

    private sealed class News
    {
        public long AccountId { get; init; }
        public required string Name { get; init; }
        public decimal Arr { get; init; }
        public DateOnly Day { get; init; }
        public required string What { get; init; }
    }
}
