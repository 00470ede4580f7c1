using HealthScore.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>Which day was the last that all accounts were scored for good.</summary>
internal static class LastFinalDay
{
    /// <summary>By these runs; null: none yet.</summary>
    public static async Task<DateOnly?> LastFinalDayAsync(this IQueryable<ScoringRun> runs, CancellationToken ct)
    {
        var finished = runs.Where(r => r.Status == RunStatus.Finished);
        // Of a run that is provisional only the last day is.
        var last = await finished.Where(r => !r.MonthEndsOnly && !(r.IsProvisional && r.From == r.To)).MaxAsync(r => (DateOnly?)(r.IsProvisional ? r.To.AddDays(-1) : r.To), ct);
        var monthEnd = await finished.Where(r => r.MonthEndsOnly).MaxAsync(r => (DateOnly?)r.To, ct);
        if (monthEnd is { } to && !RunPlan.IsMonthEnd(to)) monthEnd = to.AddDays(-to.Day);
        return last > monthEnd ? last : monthEnd ?? last;
    }
}
