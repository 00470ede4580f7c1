using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>Reads the computed scores that judge what people said.</summary>
internal static class JudgingSql
{
    /// <summary>The final scores of spans of a few days. Each is asked for by itself: all days of all accounts would be as many scores as their product.</summary>
    public static async Task<ILookup<(long Account, ScoreKind Kind), (DateOnly Day, double? Computed)>> ScoresAsync(HealthScoreDb db, List<(long Account, ScoreKind Kind, DateOnly First, DateOnly Last)> asked, CancellationToken ct)
    {
        long[] accounts = [.. asked.Select(a => a.Account)];
        short[] kinds = [.. asked.Select(a => (short)a.Kind)];
        DateOnly[] firsts = [.. asked.Select(a => a.First)], lasts = [.. asked.Select(a => a.Last)];
        var found = await db.Scores.FromSql($"""
            select s.* from score s
            join unnest({accounts}, {kinds}, {firsts}, {lasts}) a (account_id, kind, first, last) on s.account_id = a.account_id and s.kind = a.kind and s.day between a.first and a.last
            where not s.provisional and s.computed is not null
            """).AsNoTracking().Select(s => new { s.AccountId, s.Kind, s.Day, s.Computed }).ToListAsync(ct);
        return found.OrderByDescending(s => s.Day).ToLookup(s => (s.AccountId, s.Kind), s => (s.Day, s.Computed));
    }
}
