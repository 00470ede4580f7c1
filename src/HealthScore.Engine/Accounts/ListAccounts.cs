using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Accounts;

/// <summary>A row of the accounts grid.</summary>
/// <param name="HealthChange">Against the day of <see cref="AccountList.Since"/>; null when either score is unknown.</param>
/// <param name="Trend">Health of the last ninety days, oldest first; null where there was no score.</param>
public sealed record AccountListRow(
    long Id, string Name, string? Segment, string? Stage, string? Owner, decimal Arr, DateOnly? Renewal, DateOnly? Day, bool IsProvisional,
    double? Health, Band HealthBand, double? HealthChange, double? Risk, Band RiskBand, double? Expansion, Band ExpansionBand, double? Coverage,
    IReadOnlyList<double?> Trend);

/// <summary>One page of the grid, with what is needed to page on and to sum up.</summary>
/// <param name="First">Number of the first row in the order, from 1; null: beyond what is counted.</param>
/// <param name="Total">How many match; null: more than <see cref="ListAccounts.MostCounted"/>.</param>
/// <param name="TotalArr">Of those that match; null: too many to sum up for a page.</param>
/// <param name="Previous">The page before; null: this is the first.</param>
/// <param name="Next">The page behind; null: this is the last.</param>
/// <param name="Since">The day that changes are measured from (<see cref="ComparedDay"/>); null: there is none.</param>
public sealed record AccountList(IReadOnlyList<AccountListRow> Rows, int? First, int? Total, decimal? TotalArr, AccountCursor? Previous, AccountCursor? Next, DateOnly? Since);

/// <summary>The accounts grid: only what the user may see, one page at a time.</summary>
public sealed class ListAccounts(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, OrganisationClock clock)
{
    /// <summary>Further nobody needs to count, and counting further takes longer than a page may.</summary>
    public const int MostCounted = 10_000;

    private const int TrendDays = 90;

    public async Task<AccountList> RunAsync(Actor actor, AccountFilter filter, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var matching = db.CurrentAccounts.SeenBy(actor).Matching(filter, clock.Today, db);
        var order = AccountOrder.Of(filter.Sort);
        var (total, arr) = await TotalsAsync(matching, ct);
        var since = await CurrentSql.ComparedDayAsync(source, ct);
        if (total == 0) return new([], 1, 0, 0, null, null, since);
        var pages = new AccountPages(matching, order, filter.Descending, total > MostCounted ? null : total);
        var (rows, previous, next) = await PageAsync(pages, order, filter, ct);
        var first = previous is null ? 1 : await pages.CountAheadAsync(order.PlaceOf(rows[0]), MostCounted + 1, ct) + 1;
        var names = await AccountNames.ReadAsync(db, rows, ct);
        var trends = await TrendsAsync(db, [.. rows.Select(r => r.AccountId)], rows.Select(r => r.Day).Max(), ct);
        return new(
            rows.ConvertAll(a => new AccountListRow(
                a.AccountId, a.Name, names.Segment(a), names.Stage(a), names.Owner(a), a.Arr, a.Renewal, a.Day, a.Provisional,
                a.Health, a.HealthBand, a.HealthChange, a.Risk, a.RiskBand,
                a.Expansion, a.ExpansionBand, a.Coverage, trends.GetValueOrDefault(a.AccountId, []))),
            first > MostCounted + 1 ? null : first, total > MostCounted ? null : total, total > MostCounted ? null : arr, previous, next, since);
    }

    private static async Task<(List<AccountCurrent> Rows, AccountCursor? Previous, AccountCursor? Next)> PageAsync(AccountPages pages, AccountOrder order, AccountFilter filter, CancellationToken ct)
    {
        var size = Math.Clamp(filter.PageSize, 1, 200);
        var cursor = filter.Cursor?.Place is { } known && !order.Knows(known) ? null : filter.Cursor;
        if (cursor is { IsAhead: true })
        {
            var ahead = await pages.AheadAsync(cursor.Place, size + 1, ct);
            // Whoever goes back to the beginning sees a whole first page.
            if (ahead.Count > size) return (ahead.GetRange(1, size), Ahead(ahead[1]), cursor.Place is null ? null : Behind(ahead[^1]));
            cursor = null;
        }

        var behind = await pages.BehindAsync(cursor?.Place, size + 1, ct);
        if (behind.Count == 0 && cursor is not null)
        {
            // What stood there is gone.
            return await PageAsync(pages, order, filter with { Cursor = new(IsAhead: true, null) }, ct);
        }

        var rows = behind.Take(size).ToList();
        return (rows, cursor is null ? null : Ahead(rows[0]), behind.Count > size ? Behind(rows[^1]) : null);

        AccountCursor Ahead(AccountCurrent account) => new(IsAhead: true, order.PlaceOf(account));

        AccountCursor Behind(AccountCurrent account) => new(IsAhead: false, order.PlaceOf(account));
    }

    private static async Task<(int Count, decimal Arr)> TotalsAsync(IQueryable<AccountCurrent> matching, CancellationToken ct)
    {
        var totals = await matching.Select(a => a.Arr).Take(MostCounted + 1).GroupBy(_ => 1).Select(g => new { Count = g.Count(), Arr = g.Sum() }).SingleOrDefaultAsync(ct);
        return (totals?.Count ?? 0, totals?.Arr ?? 0);
    }

    private static async Task<Dictionary<long, double?[]>> TrendsAsync(HealthScoreDb db, long[] accounts, DateOnly? last, CancellationToken ct)
    {
        if (last is not { } day) return [];
        var first = day.AddDays(1 - TrendDays);
        var scores = await db.Scores.Where(s => accounts.Contains(s.AccountId) && s.Kind == ScoreKind.Health && s.Day >= first && s.Day <= day)
            .Select(s => new { s.AccountId, s.Day, s.Published }).ToListAsync(ct);
        var trends = new Dictionary<long, double?[]>();
        foreach (var score in scores)
        {
            if (!trends.TryGetValue(score.AccountId, out var trend)) trends[score.AccountId] = trend = new double?[TrendDays];
            trend[score.Day.DayNumber - first.DayNumber] = score.Published;
        }

        return trends;
    }
}
