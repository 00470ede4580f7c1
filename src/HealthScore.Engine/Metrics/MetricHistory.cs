using System.Text.Json;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Metrics;

/// <summary>A change of a metric by which it measures otherwise.</summary>
/// <param name="Reason">Empty: no published model scored by it.</param>
public sealed record MetricChange(DateTimeOffset At, string By, string Reason, MetricContent Before, MetricContent After);

/// <summary>What decides what a metric measures.</summary>
/// <param name="Expression">Null: its readings are brought in.</param>
/// <param name="Freshness">Days.</param>
public sealed record MetricContent(string? Expression, int Freshness)
{
    internal static MetricContent Of(Metric metric) => new(metric.Expression, metric.Freshness);
}

/// <summary>How changes of metrics are written down and read again.</summary>
internal static class MetricHistory
{
    private const int Most = 50;

    /// <summary>Notes a change, in the transaction that makes it.</summary>
    public static void NoteChange(this HealthScoreDb db, Metric metric, MetricContent before, Actor actor, string reason, int[] models, OrganisationClock clock) => db.ConfigurationChanges.Add(new()
    {
        Thing = ChangedThing.Metric, Of = metric.Id, Day = clock.Today, At = clock.Now, By = actor.Name, Reason = reason, Before = JsonSerializer.Serialize(before), Models = models,
    });

    /// <summary>The newest first.</summary>
    public static async Task<IReadOnlyList<MetricChange>> ChangesOfAsync(this HealthScoreDb db, Metric metric, CancellationToken ct)
    {
        var stored = await db.ConfigurationChanges.AsNoTracking().Where(c => c.Thing == ChangedThing.Metric && c.Of == metric.Id).OrderByDescending(c => c.Id).Take(Most).ToListAsync(ct);
        List<MetricChange> changes = [];
        var after = MetricContent.Of(metric);
        foreach (var change in stored)
        {
            var before = JsonSerializer.Deserialize<MetricContent>(change.Before!)!;
            changes.Add(new(change.At, change.By, change.Reason, before, after));
            after = before;
        }

        return changes;
    }
}
