using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Reports;

/// <summary>How the accounts that the user may see did month by month: levels from the daily sums, moves from the scores of two days.</summary>
public sealed class ReadMonthlyTrends(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, MoveCache cache, OrganisationClock clock)
{
    private const int UsualMonths = 12;
    private const int MostMonths = 60;

    public async Task<Result<TrendReport>> RunAsync(Actor actor, TrendRequest request, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("read reports");
        await using var db = await factory.CreateDbContextAsync(ct);
        var (earliest, latest) = await ScoredMonthsAsync(db, request.Kind, ct);
        var to = request.To ?? latest ?? Month.Of(clock.Today);
        var from = request.From ?? to.Add(1 - UsualMonths);
        if (from > to) return new Error("months_reversed", $"The first month, {from}, is after the last one, {to}. Swap them.", "from");
        if (to.Since(from) >= MostMonths) return new Error("too_many_months", $"{from} to {to} are {to.Since(from) + 1} months. Choose at most {MostMonths}.", "from");

        var ends = await ReportSql.MonthEndsAsync(source, request.Kind, Month.Range(from.Previous, to), clock.Today, ct);
        var segments = await db.Segments.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new TrendGroup(s.Id, s.Name)).ToListAsync(ct);
        if (request.SegmentId is { } id and not 0 && !segments.Exists(s => s.SegmentId == id)) return Error.NotFound("segment");
        var (levels, stamps) = await LevelsAsync(db, actor, request.Kind, ends, ct);
        var pairs = ends.Zip(ends.Skip(1)).Where(pair => pair.First.Month == pair.Second.Month.Previous).ToList();
        var moves = await cache.ReadAsync(request.Kind, pairs, stamps, actor.Scope, ct);
        return new TrendReport(from, to, earliest, latest, MonthlyTrends.Of(request.Kind, from, ends, segments, levels, moves).For(request.SegmentId));
    }

    private static async Task<(Month? Earliest, Month? Latest)> ScoredMonthsAsync(HealthScoreDb db, ScoreKind kind, CancellationToken ct)
    {
        var days = db.PortfolioTotals.Where(p => p.Kind == kind).Select(p => (DateOnly?)p.Day);
        return (MonthOf(await days.MinAsync(ct)), MonthOf(await days.MaxAsync(ct)));

        static Month? MonthOf(DateOnly? day) => day is { } known ? Month.Of(known) : null;
    }

    private static async Task<(List<LevelFact> Levels, Dictionary<DateOnly, DayStamp> Stamps)> LevelsAsync(
        HealthScoreDb db, Actor actor, ScoreKind kind, List<MonthEnd> ends, CancellationToken ct)
    {
        var days = ends.ConvertAll(end => end.Day);
        var all = await db.PortfolioTotals.Where(p => p.Kind == kind && days.Contains(p.Day)).GroupBy(p => new { p.Day, p.SegmentId, p.Band })
            .Select(g => new LevelSum(g.Key.Day, g.Key.SegmentId, g.Key.Band, g.Sum(p => p.Accounts), g.Sum(p => p.Arr), g.Sum(p => p.ScoreSum))).ToListAsync(ct);
        var seen = actor.Scope is not { } scope ? all
            : await db.PortfolioDays.Where(p => p.Kind == kind && p.OwnerId == scope && days.Contains(p.Day)).GroupBy(p => new { p.Day, p.SegmentId, p.Band })
                .Select(g => new LevelSum(g.Key.Day, g.Key.SegmentId, g.Key.Band, g.Sum(p => p.Accounts), g.Sum(p => p.Arr), g.Sum(p => p.ScoreSum))).ToListAsync(ct);
        return (
            seen.ConvertAll(s => new LevelFact(Month.Of(s.Day), s.SegmentId, s.Band, s.Accounts, s.Arr, s.Scores)),
            all.GroupBy(s => s.Day).ToDictionary(day => day.Key, day => new DayStamp(
                day.Sum(s => s.Accounts), day.Sum(s => s.Arr), day.Concat(seen.Where(s => s.Day == day.Key)).Aggregate(0, HashCode.Combine))));
    }

    private sealed record LevelSum(DateOnly Day, int? SegmentId, Band Band, int Accounts, decimal Arr, double Scores);
}
