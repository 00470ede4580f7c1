using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Accounts.Timeline;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Portfolio;

/// <summary>Which part of the portfolio is looked at; null: all that the user may see.</summary>
public sealed record PortfolioFilter(int? SegmentId = null, int? StageId = null, int? OwnerId = null, string? Team = null);

/// <summary>Accounts and ARR of one band, with what it was on the day compared with.</summary>
public sealed record BandFigure(Band Band, int Accounts, decimal Arr, int AccountsBefore, decimal ArrBefore);

/// <summary>Accounts and ARR of a band on a day of the trend.</summary>
public sealed record TrendPoint(DateOnly Day, Band Band, int Accounts, decimal Arr);

/// <summary>A cell of the heat map; ids are null for accounts without a segment or stage.</summary>
/// <param name="MeanBefore">The mean of those that were in the cell on the day compared with; null: none that had a score.</param>
/// <param name="Middle">The band of the account in the middle, worst first: at least half of those with a score are in it or in a better one.</param>
public sealed record HeatCell(int? SegmentId, int? StageId, int Accounts, decimal Arr, double? MeanHealth, double? MeanBefore, int Red, Band Middle);

/// <summary>The portfolio page. Accounts that came after the scores were made are counted apart, as in trend and reports they are not there yet.</summary>
/// <param name="Day">The day of the scores shown; null: nothing was scored yet, and all active accounts are counted.</param>
/// <param name="Before">The day they are compared with; null: history is too short.</param>
/// <param name="NotScored">Active accounts without a row of scores: in no other figure but the renewals.</param>
public sealed record PortfolioView(
    DateOnly? Day, bool IsProvisional, DateOnly? Before, int Accounts, decimal Arr, int NotScored, IReadOnlyList<BandFigure> Bands, IReadOnlyList<TrendPoint> Trend,
    IReadOnlyList<HeatCell> HeatMap, IReadOnlyList<RenewalCell> Renewals)
{
    /// <summary>The last day that was scored for good, where some accounts show it; null: none does.</summary>
    public DateOnly? Night { get; init; }

    /// <summary>Accounts that were scored again since, on what came in today.</summary>
    public int ScoredAgain { get; init; }

    /// <summary>Of those not scored, the ones that came after the last run; the others were imported after it, or no model applies to them.</summary>
    public int Came { get; init; }

    /// <summary>The last day that was scored for all, also where no account has a score any more; null: none was.</summary>
    public DateOnly? LastScored { get; init; }

    /// <summary>What made health be measured otherwise in the time of the trend, in day order: versions of models, and metrics they score by. Of a metric, <see cref="TimelineEntry.Key"/> is its own.</summary>
    public IReadOnlyList<TimelineEntry> Changes { get; init; } = [];

    /// <summary>The accounts that on <see cref="Before"/> were up for renewal within <see cref="RenewalPeriod.Last"/> days; null: there is no such day.</summary>
    public AccountsSum? RenewalsBefore { get; init; }
}

/// <summary>Figures, trend and heat map of what the user may see.</summary>
public sealed class ReadPortfolio(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, SumCache cache, OrganisationClock clock)
{
    private const int TrendMonths = 12;

    public async Task<PortfolioView> RunAsync(Actor actor, PortfolioFilter filter, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var all = await SumsAsync(actor, filter, ct);
        var latest = all.Where(s => s.Day is not null).MaxBy(s => s.Day);
        var counted = latest is null ? all : all.FindAll(s => s.Day is not null);

        var shown = latest?.Day;
        // Where the last model has ended, no account has a score: what was is shown all the same.
        var lastScored = shown ?? await db.PortfolioTotals.Where(p => p.Kind == ScoreKind.Health).MaxAsync(p => (DateOnly?)p.Day, ct);
        var days = lastScored is { } day ? await PortfolioSql.LastDaysAsync(source, ScoreKind.Health, Enumerable.Range(1 - TrendMonths, TrendMonths).Select(m => new DateOnly(day.Year, day.Month, 1).AddMonths(m)), day, ct) : [];
        var before = shown is null ? null : await CurrentSql.ComparedDayAsync(source, ct);
        var history = await Days(db, actor, filter).Where(p => (days.Contains(p.Day) || p.Day == before) && p.Day != shown)
            .GroupBy(p => new { p.Day, p.Band }).Select(g => new TrendPoint(g.Key.Day, g.Key.Band, g.Sum(p => p.Accounts), g.Sum(p => p.Arr))).ToListAsync(ct);
        var means = before is null ? [] : await MeansAsync(db, actor, filter, before.Value, ct);
        var past = history.Where(p => p.Day == before).ToDictionary(p => p.Band);
        var now = counted.GroupBy(s => s.Band).Select(g => new TrendPoint(shown ?? clock.Today, g.Key, g.Sum(s => s.Accounts), g.Sum(s => s.Arr))).ToDictionary(p => p.Band);

        return new(
            shown, latest?.IsProvisional ?? false, past.Count > 0 ? before : null, counted.Sum(s => s.Accounts), counted.Sum(s => s.Arr), all.Sum(s => s.Accounts) - counted.Sum(s => s.Accounts),
            [.. new[] { Band.Green, Band.Yellow, Band.Red, Band.Unknown }.Select(band => new BandFigure(
                band, now.GetValueOrDefault(band)?.Accounts ?? 0, now.GetValueOrDefault(band)?.Arr ?? 0,
                past.GetValueOrDefault(band)?.Accounts ?? 0, past.GetValueOrDefault(band)?.Arr ?? 0))],
            // The last column is made of the same accounts as the figures above it: it stands for the month that lasts, whatever day of it a run scored last.
            [.. history.Where(p => days.Contains(p.Day) && (p.Day.Year, p.Day.Month) != (shown?.Year, shown?.Month)).Concat(shown is null ? [] : now.Values).OrderBy(p => p.Day).ThenBy(p => p.Band)],
            [.. counted.GroupBy(s => (s.SegmentId, s.StageId)).Select(g => Cell(g.Key, means.TryGetValue(g.Key, out var mean) ? mean : null, [.. g]))],
            [.. all.Where(s => s.Renewal > 0).GroupBy(s => (s.Band, s.Renewal)).Select(g => new RenewalCell(g.Key.Band, RenewalPeriod.All[g.Key.Renewal - 1], g.Sum(s => s.Accounts), g.Sum(s => s.Arr)))])
        {
            Night = counted.Where(s => s is { Day: not null, IsProvisional: false }).Max(s => s.Day),
            Came = all.Count == counted.Count ? 0 : await db.CurrentAccounts.SeenBy(actor).Matching(AsAccounts(filter) with { IsNew = true }, clock.Today, db).CountAsync(ct),
            LastScored = lastScored,
            Changes = days.Count == 0 ? [] : await ChangesAsync(db, filter, days.Min(), lastScored!.Value, ct),
            ScoredAgain = counted.Where(s => s.IsProvisional).Sum(s => s.Accounts),
            RenewalsBefore = past.Count > 0 ? await cache.ReadPastAsync(new("renewals", actor.Scope, filter, before!.Value), () => PortfolioSql.RenewalsAsync(source, actor, filter, before.Value, ct), ct) : null,
        };
    }

    // Behind the first day, which is the first that anything can be seen on; of a part of the accounts, only what may score one of them.
    private static async Task<IReadOnlyList<TimelineEntry>> ChangesAsync(HealthScoreDb db, PortfolioFilter filter, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var models = db.ScoringModels.Where(m => m.Kind == ScoreKind.Health
            && (filter.SegmentId == null || m.SegmentId == null || m.SegmentId == filter.SegmentId) && (filter.StageId == null || m.StageId == null || m.StageId == filter.StageId));
        var versions = await (from m in models from v in m.Versions where v.Published > first && v.Published <= last orderby v.Published, m.Id, v.Number
                              select new { v.Published, m.Id, m.Name, v.Number, v.Ends, v.Reason, v.PublishedBy }).ToListAsync(ct);
        var changes = await (from c in db.ConfigurationChanges join m in db.Metrics on c.Of equals m.Id where c.Thing == ChangedThing.Metric && c.Day > first && c.Day <= last orderby c.Day, c.Id
                             select new { c.Day, m.Key, m.Name, c.Reason, c.By, c.Models }).ToListAsync(ct);
        var ids = changes.Count == 0 ? [] : await models.Select(m => m.Id).ToListAsync(ct);
        return
        [
            .. versions.Select(v => new TimelineEntry(v.Published, TimelineKind.Model, v.Ends ? TimelinePhase.Ended : TimelinePhase.Point, "", v.Name, v.Reason, v.PublishedBy, v.Number, v.Id, null, null))
                .Concat(changes.Where(c => c.Models.Intersect(ids).Any()).Select(c => new TimelineEntry(c.Day, TimelineKind.Metric, TimelinePhase.Point, c.Key, c.Name, c.Reason, c.By, null, null, null, null)))
                .OrderBy(e => e.Day),
        ];
    }

    internal Task<List<AccountSum>> SumsAsync(Actor actor, PortfolioFilter filter, CancellationToken ct) => cache.ReadAsync(new("figures", actor.Scope, filter, clock.Today), async () =>
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await SumsAsync(db.CurrentAccounts.SeenBy(actor).Matching(AsAccounts(filter), clock.Today, db), clock.Today, ct);
    }, ct);

    internal static AccountFilter AsAccounts(PortfolioFilter filter) =>
        new() { SegmentId = filter.SegmentId, StageId = filter.StageId, OwnerId = filter.OwnerId, Team = filter.Team };

    // All owners' sums are kept apart, because those of each are many.
    private static IQueryable<DaySum> Days(HealthScoreDb db, Actor actor, PortfolioFilter filter)
    {
        var sums = actor.Scope is null && filter.OwnerId is null && filter.Team is null
            ? db.PortfolioTotals.Where(p => p.Kind == ScoreKind.Health).Select(p => new DaySum { Day = p.Day, Band = p.Band, SegmentId = p.SegmentId, StageId = p.StageId, Accounts = p.Accounts, Arr = p.Arr, ScoreSum = p.ScoreSum })
            : OfOwner(db, actor, filter).Select(p => new DaySum { Day = p.Day, Band = p.Band, SegmentId = p.SegmentId, StageId = p.StageId, Accounts = p.Accounts, Arr = p.Arr, ScoreSum = p.ScoreSum });
        if (filter.SegmentId is { } segment) sums = segment == 0 ? sums.Where(p => p.SegmentId == null) : sums.Where(p => p.SegmentId == segment);
        if (filter.StageId is { } stage) sums = stage == 0 ? sums.Where(p => p.StageId == null) : sums.Where(p => p.StageId == stage);
        return sums;
    }

    // The mean health of each segment and stage on a day of the past, as it was then.
    private static async Task<Dictionary<(int? Segment, int? Stage), double?>> MeansAsync(HealthScoreDb db, Actor actor, PortfolioFilter filter, DateOnly day, CancellationToken ct) =>
        (await Days(db, actor, filter).Where(p => p.Day == day && p.Band != Band.Unknown).GroupBy(p => new { p.SegmentId, p.StageId })
            .Select(g => new { g.Key.SegmentId, g.Key.StageId, Mean = g.Sum(p => p.ScoreSum) / g.Sum(p => p.Accounts) }).ToListAsync(ct))
        .ToDictionary(c => (c.SegmentId, c.StageId), c => (double?)c.Mean);

    private static IQueryable<PortfolioDay> OfOwner(HealthScoreDb db, Actor actor, PortfolioFilter filter)
    {
        var days = db.PortfolioDays.Where(p => p.Kind == ScoreKind.Health);
        if (actor.Scope is { } scope) days = days.Where(p => p.OwnerId == scope);
        if (filter.OwnerId is { } owner) days = owner == 0 ? days.Where(p => p.OwnerId == null) : days.Where(p => p.OwnerId == owner);
        if (filter.Team is { } team) days = days.Where(p => db.Owners.Any(o => o.Team == team && o.Id == p.OwnerId));
        return days;
    }

    // One pass over the accounts.
    private static Task<List<AccountSum>> SumsAsync(IQueryable<AccountCurrent> accounts, DateOnly today, CancellationToken ct)
    {
        var (first, second, third) = (today.AddDays(RenewalPeriod.All[0].To), today.AddDays(RenewalPeriod.All[1].To), today.AddDays(RenewalPeriod.All[2].To));
        return accounts
            .GroupBy(a => new
            {
                a.SegmentId, a.StageId, a.HealthBand, a.Day, a.Provisional,
                Renewal = a.Renewal == null || a.Renewal < today || a.Renewal > third ? 0 : a.Renewal <= first ? 1 : a.Renewal <= second ? 2 : 3,
            })
            .Select(g => new AccountSum(g.Key.SegmentId, g.Key.StageId, g.Key.HealthBand, g.Key.Day, g.Key.Provisional, g.Key.Renewal, g.Count(), g.Sum(a => a.Arr), g.Count(a => a.Health != null), g.Sum(a => a.Health ?? 0)))
            .ToListAsync(ct);
    }

    private static HeatCell Cell((int? Segment, int? Stage) of, double? before, List<AccountSum> sums)
    {
        var scores = sums.Sum(s => s.Scores);
        return new(
            of.Segment, of.Stage, sums.Sum(s => s.Accounts), sums.Sum(s => s.Arr), scores == 0 ? null : sums.Sum(s => s.ScoreSum) / scores, before,
            sums.Where(s => s.Band == Band.Red).Sum(s => s.Accounts), Middle([.. sums.Where(s => s.Band != Band.Unknown)]));
    }

    private static Band Middle(List<AccountSum> sums)
    {
        var (all, passed) = (sums.Sum(s => s.Accounts), 0);
        foreach (var band in new[] { Band.Red, Band.Yellow, Band.Green })
        {
            passed += sums.Where(s => s.Band == band).Sum(s => s.Accounts);
            if (passed > 0 && 2 * passed >= all) return band;
        }

        return Band.Unknown;
    }

    private sealed record DaySum
    {
        public DateOnly Day { get; init; }
        public Band Band { get; init; }
        public int? SegmentId { get; init; }
        public int? StageId { get; init; }
        public int Accounts { get; init; }
        public decimal Arr { get; init; }
        public double ScoreSum { get; init; }
    }
}
