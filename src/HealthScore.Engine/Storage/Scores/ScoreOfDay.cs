using HealthScore.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>
/// Which stored score stands for an account on a day: none that is older than the last day that was scored for all, because an account
/// without a row of that day had no score on it.
/// </summary>
internal static class ScoreOfDay
{
    /// <summary>
    /// The last day up to this one that was scored for all: scores before it are past. The day itself where none was. Within a month that
    /// has kept only its last scores it is the last day of the months before: the sums of all days stay, their scores do not.
    /// </summary>
    public static async Task<DateOnly> FirstAsync(HealthScoreDb db, DateOnly day, CancellationToken ct)
    {
        if (await LastAsync(day) is not { } last) return day;
        var month = new DateOnly(last.Year, last.Month, 1);
        return await db.ThinnedMonths.AnyAsync(m => m.Month == month, ct) && last != await LastAsync(month.AddMonths(1).AddDays(-1)) ? await LastAsync(month.AddDays(-1)) ?? month.AddDays(-1) : last;

        Task<DateOnly?> LastAsync(DateOnly until) => db.PortfolioDays.Where(p => p.Day <= until).MaxAsync(p => (DateOnly?)p.Day, ct);
    }

    /// <summary>The kinds of which the account has a score now, by the row that all lists show.</summary>
    public static async Task<IReadOnlyList<ScoreKind>> KnownNowAsync(HealthScoreDb db, long account, CancellationToken ct)
    {
        var now = await db.CurrentAccounts.Where(a => a.AccountId == account).Select(a => new { a.Health, a.Risk, a.Expansion }).SingleOrDefaultAsync(ct);
        (ScoreKind Kind, double? Score)[] scores = [(ScoreKind.Health, now?.Health), (ScoreKind.Risk, now?.Risk), (ScoreKind.Expansion, now?.Expansion)];
        return [.. scores.Where(s => s.Score is not null).Select(s => s.Kind)];
    }
}
