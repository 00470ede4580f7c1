using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;

namespace HealthScore.Engine.Metrics;

/// <summary>How a metric is kept from being overwritten unseen.</summary>
internal static class MetricChanges
{
    public static void Changed(this Metric metric, Actor actor, OrganisationClock clock)
    {
        (metric.ChangedBy, metric.ChangedAt) = (actor.Name, clock.Now);
        metric.Revision++;
    }

    /// <summary>Says who came first.</summary>
    public static Error Overtaken(this Metric metric, OrganisationClock clock)
    {
        var when = metric.ChangedAt is { } at ? $" on {Days.Moment(TimeZoneInfo.ConvertTime(at, clock.Zone), CultureInfo.CurrentCulture)}" : "";
        return new("metric_overtaken", $"{metric.ChangedBy ?? "Someone"} changed this metric{when}, after you opened it. Nothing of yours is lost: look at what they say now, then save again over it or take theirs.");
    }
}
