using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>Refuses to score days whose history is no longer whole: the result would not be the past that was published, or would see too little of it.</summary>
public sealed class KeptDays(IOptions<RetentionOptions> options, OrganisationClock clock)
{
    internal async Task<Error?> RefuseAsync(HealthScoreDb db, ScoringRun run, CancellationToken ct)
    {
        var thinned = (await db.ThinnedMonths.AsNoTracking().Where(m => m.Month <= run.To).Select(m => m.Month).ToListAsync(ct)).ToHashSet();
        if (RunPlan.Days(run).Any(d => !RunPlan.IsMonthEnd(d) && thinned.Contains(new(d.Year, d.Month, 1))))
            return new Error("days_thinned", $"Up to {Days.Month(thinned.Max(), CultureInfo.CurrentCulture)} only the month ends are kept. Back-fill month ends, or begin on {Days.Day(thinned.Max().AddMonths(1), CultureInfo.CurrentCulture)}.", nameof(run.From));
        if (options.Value.ReadingsFrom(clock.Today) is not { } first) return null;
        var lookBack = (await ScoringSettings.LoadAsync(db, ct)).InForce(run.From, run.To).Select(m => m.LookBack).DefaultIfEmpty().Max();
        return run.From.AddDays(-lookBack) >= first ? null
            : new Error("readings_gone", $"Readings are kept from {Days.Day(first, CultureInfo.CurrentCulture)} on, and the models look back {lookBack} days. Begin on {Days.Day(first.AddDays(lookBack), CultureInfo.CurrentCulture)} or later.", nameof(run.From));
    }
}
