using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Portfolio;

/// <summary>Which part of the portfolio is looked at; null: all that the user may see.</summary>
public sealed record PortfolioFilter(int? SegmentId = null, int? StageId = null, int? OwnerId = null);

/// <summary>Accounts and ARR of one band, with what it was thirty days before.</summary>
public sealed record BandFigure(Band Band, int Accounts, decimal Arr, int AccountsBefore, decimal ArrBefore);

/// <summary>Accounts and ARR of a band on a day of the trend.</summary>
public sealed record TrendPoint(DateOnly Day, Band Band, int Accounts, decimal Arr);

/// <summary>A cell of the heat map; ids are null for accounts without a segment or stage.</summary>
public sealed record HeatCell(int? SegmentId, int? StageId, int Accounts, decimal Arr, double? MeanHealth, int Red);

/// <summary>The portfolio page.</summary>
/// <param name="Day">The day of the scores shown; null: nothing was scored yet.</param>
/// <param name="Before">The day they are compared with; null: history is too short.</param>
public sealed record PortfolioView(
    DateOnly? Day, bool IsProvisional, DateOnly? Before, int Accounts, decimal Arr, IReadOnlyList<BandFigure> Bands, IReadOnlyList<TrendPoint> Trend,
    IReadOnlyList<HeatCell> HeatMap, int RenewalsSoon, decimal RenewalsSoonArr, decimal RenewalsSoonAtRiskArr);

/// <summary>Figures, trend and heat map of what the user may see.</summary>
public sealed class ReadPortfolio(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    private const int ComparedDays = 30;
    private const int RenewalDays = 90;

    public async Task<PortfolioView> RunAsync(Actor actor, PortfolioFilter filter, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var accounts = db.CurrentAccounts.SeenBy(actor).Matching(AsAccounts(filter), clock.Today);
        var now = await accounts.GroupBy(a => a.HealthBand).Select(g => new { Band = g.Key, Accounts = g.Count(), Arr = g.Sum(a => a.Arr) }).ToListAsync(ct);
        var latest = await accounts.Where(a => a.Day != null).OrderByDescending(a => a.Day).Select(a => new { a.Day, a.Provisional }).FirstOrDefaultAsync(ct);

        var days = latest?.Day is { } day ? await TrendDaysAsync(db, day, ct) : [];
        var before = latest?.Day?.AddDays(-ComparedDays);
        var history = await Days(db, actor, filter).Where(p => days.Contains(p.Day) || p.Day == before)
            .GroupBy(p => new { p.Day, p.Band }).Select(g => new TrendPoint(g.Key.Day, g.Key.Band, g.Sum(p => p.Accounts), g.Sum(p => p.Arr))).ToListAsync(ct);
        var past = history.Where(p => p.Day == before).ToDictionary(p => p.Band);
        var heat = await accounts.GroupBy(a => new { a.SegmentId, a.StageId })
            .Select(g => new HeatCell(g.Key.SegmentId, g.Key.StageId, g.Count(), g.Sum(a => a.Arr), g.Average(a => a.Health), g.Count(a => a.HealthBand == Band.Red))).ToListAsync(ct);
        var renewals = await db.CurrentAccounts.SeenBy(actor).Matching(AsAccounts(filter) with { RenewalWithin = RenewalDays }, clock.Today)
            .GroupBy(_ => 1).Select(g => new { Count = g.Count(), Arr = g.Sum(a => a.Arr), AtRisk = g.Sum(a => a.HealthBand == Band.Red ? a.Arr : 0) }).SingleOrDefaultAsync(ct);

        return new(
            latest?.Day, latest?.Provisional ?? false, past.Count > 0 ? before : null, now.Sum(n => n.Accounts), now.Sum(n => n.Arr),
            [.. new[] { Band.Green, Band.Yellow, Band.Red, Band.Unknown }.Select(band => new BandFigure(
                band, now.Find(n => n.Band == band)?.Accounts ?? 0, now.Find(n => n.Band == band)?.Arr ?? 0,
                past.GetValueOrDefault(band)?.Accounts ?? 0, past.GetValueOrDefault(band)?.Arr ?? 0))],
            [.. history.Where(p => days.Contains(p.Day)).OrderBy(p => p.Day).ThenBy(p => p.Band)],
            heat, renewals?.Count ?? 0, renewals?.Arr ?? 0, renewals?.AtRisk ?? 0);
    }

    internal static AccountFilter AsAccounts(PortfolioFilter filter) =>
        new() { SegmentId = filter.SegmentId, StageId = filter.StageId, OwnerId = filter.OwnerId };

    private static IQueryable<PortfolioDay> Days(HealthScoreDb db, Actor actor, PortfolioFilter filter)
    {
        var days = db.PortfolioDays.Where(p => p.Kind == ScoreKind.Health);
        if (actor.Scope is { } scope) days = days.Where(p => p.OwnerId == scope);
        if (filter.SegmentId is { } segment) days = segment == 0 ? days.Where(p => p.SegmentId == null) : days.Where(p => p.SegmentId == segment);
        if (filter.StageId is { } stage) days = stage == 0 ? days.Where(p => p.StageId == null) : days.Where(p => p.StageId == stage);
        if (filter.OwnerId is { } owner) days = owner == 0 ? days.Where(p => p.OwnerId == null) : days.Where(p => p.OwnerId == owner);
        return days;
    }

    // The last scored day of each of the eleven months before, and the day shown: a year in twelve columns.
    private static async Task<List<DateOnly>> TrendDaysAsync(HealthScoreDb db, DateOnly day, CancellationToken ct)
    {
        var first = new DateOnly(day.Year, day.Month, 1).AddMonths(-11);
        var days = await db.PortfolioDays.Where(p => p.Kind == ScoreKind.Health && p.Day >= first && p.Day <= day).Select(p => p.Day).Distinct().ToListAsync(ct);
        return [.. days.GroupBy(d => (d.Year, d.Month)).Select(g => g.Max()).Order()];
    }
}
