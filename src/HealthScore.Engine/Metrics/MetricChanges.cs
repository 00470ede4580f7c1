using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Metrics;

/// <summary>How a metric is kept from being overwritten unseen.</summary>
internal static class MetricChanges
{
    public static void Changed(this Metric metric, Actor actor, OrganisationClock clock)
    {
        (metric.ChangedBy, metric.ChangedAt) = (actor.Name, clock.Now);
        metric.Revision++;
    }

    /// <summary>Saves; false when an import has just made a metric of the same key.</summary>
    public static async Task<bool> TrySaveMetricAsync(this HealthScoreDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    /// <summary>Says who came first.</summary>
    public static Error Overtaken(this Metric metric, OrganisationClock clock)
    {
        var when = metric.ChangedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" on {TimeZoneInfo.ConvertTime(at, clock.Zone):yyyy-MM-dd} at {TimeZoneInfo.ConvertTime(at, clock.Zone):HH:mm}") : "";
        return new("metric_overtaken", $"{metric.ChangedBy ?? "Someone"} changed this metric{when}, after you opened it. Nothing of yours is lost: look at what they say now, then save again over it or take theirs.");
    }
}
