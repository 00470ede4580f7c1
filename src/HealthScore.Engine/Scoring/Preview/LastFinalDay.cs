using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>Which day was the last that all accounts were scored for good.</summary>
internal static class LastFinalDay
{
    private const int LatestRuns = 100;

    /// <summary>Null: none yet.</summary>
    public static async Task<DateOnly?> LastFinalDayAsync(this HealthScoreDb db, CancellationToken ct)
    {
        var runs = await db.ScoringRuns.AsNoTracking().Where(r => r.Status == RunStatus.Finished).OrderByDescending(r => r.To).ThenByDescending(r => r.Id).Take(LatestRuns).ToListAsync(ct);
        return runs.SelectMany(r => RunPlan.Days(r).TakeLast(2).Where(d => !r.IsProvisional || d < r.To)).Select(d => (DateOnly?)d).Max();
    }
}
