using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>Reads the computed scores that judge what people said.</summary>
internal static class JudgingSql
{
    /// <summary>The last final score of each span of days that has one. Each is asked for by itself: all days of all accounts would be as many scores as their product.</summary>
    public static async Task<ILookup<(long Account, ScoreKind Kind), (DateOnly Day, double? Computed)>> ScoresAsync(HealthScoreDb db, List<(long Account, ScoreKind Kind, DateOnly First, DateOnly Last)> asked, CancellationToken ct)
    {
        long[] accounts = [.. asked.Select(a => a.Account)];
        short[] kinds = [.. asked.Select(a => (short)a.Kind)];
        DateOnly[] firsts = [.. asked.Select(a => a.First)], lasts = [.. asked.Select(a => a.Last)];
        var found = await db.Scores.FromSql($"""
            select s.* from unnest({accounts}, {kinds}, {firsts}, {lasts}) a (account_id, kind, first, last)
            cross join lateral (select * from score where account_id = a.account_id and kind = a.kind and day between a.first and a.last and not provisional and computed is not null order by day desc limit 1) s
            """).AsNoTracking().Select(s => new { s.AccountId, s.Kind, s.Day, s.Computed }).ToListAsync(ct);
        return found.OrderByDescending(s => s.Day).ToLookup(s => (s.AccountId, s.Kind), s => (s.Day, s.Computed));
    }
}
