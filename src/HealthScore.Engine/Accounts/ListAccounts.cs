using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>A row of the accounts grid.</summary>
/// <param name="HealthChange">Against thirty days before; null when either score is unknown.</param>
/// <param name="Trend">Health of the last ninety days, oldest first; null where there was no score.</param>
public sealed record AccountListRow(
    long Id, string Name, string? Segment, string? Stage, string? Owner, decimal Arr, DateOnly? Renewal, DateOnly? Day, bool IsProvisional,
    double? Health, Band HealthBand, double? HealthChange, double? Risk, Band RiskBand, double? Expansion, Band ExpansionBand, double? Coverage,
    IReadOnlyList<double?> Trend);

/// <summary>One page of the grid, with what is needed to page on and to sum up.</summary>
public sealed record AccountList(IReadOnlyList<AccountListRow> Rows, int Total, decimal TotalArr);

/// <summary>The accounts grid: only what the user may see, one page at a time.</summary>
public sealed class ListAccounts(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    private const int TrendDays = 90;

    public async Task<AccountList> RunAsync(Actor actor, AccountFilter filter, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var matching = db.CurrentAccounts.SeenBy(actor).Matching(filter, clock.Today);
        var totals = await matching.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Arr = g.Sum(a => a.Arr) }).SingleOrDefaultAsync(ct);
        var size = Math.Clamp(filter.PageSize, 1, 200);
        var rows = await (from a in matching.Ordered(filter).Skip(Math.Clamp(filter.Page, 0, 1_000_000) * size).Take(size)
                          select new
                          {
                              Account = a,
                              Segment = db.Segments.Where(s => s.Id == a.SegmentId).Select(s => s.Name).FirstOrDefault(),
                              Stage = db.Stages.Where(s => s.Id == a.StageId).Select(s => s.Name).FirstOrDefault(),
                              Owner = db.Owners.Where(o => o.Id == a.OwnerId).Select(o => o.Name).FirstOrDefault(),
                          }).ToListAsync(ct);
        var trends = await TrendsAsync(db, [.. rows.Select(r => r.Account.AccountId)], rows.Select(r => r.Account.Day).Max(), ct);
        return new(
            rows.ConvertAll(r => new AccountListRow(
                r.Account.AccountId, r.Account.Name, r.Segment, r.Stage, r.Owner, r.Account.Arr, r.Account.Renewal, r.Account.Day, r.Account.Provisional,
                r.Account.Health, r.Account.HealthBand, r.Account.Health - r.Account.HealthBefore, r.Account.Risk, r.Account.RiskBand,
                r.Account.Expansion, r.Account.ExpansionBand, r.Account.Coverage, trends.GetValueOrDefault(r.Account.AccountId, []))),
            totals?.Count ?? 0, totals?.Arr ?? 0);
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
