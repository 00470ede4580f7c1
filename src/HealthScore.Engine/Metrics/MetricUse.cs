using HealthScore.Domain.Metrics;
using HealthScore.Domain.Metrics.Calculated;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Metrics;

/// <summary>A measure of a model that needs a metric.</summary>
/// <param name="Metric">The metric's key.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Model">Its name.</param>
/// <param name="Kind">The kind of score it makes.</param>
/// <param name="IsPublished">True when it scores or will; false when only its draft has the measure.</param>
/// <param name="Measure">What the measure is called.</param>
/// <param name="Through">The calculated metric that the measure names in its place; null: it names the metric itself.</param>
public sealed record MetricUse(string Metric, int ModelId, string Model, ScoreKind Kind, bool IsPublished, string Measure, string? Through);

/// <summary>Finds out which models and segments need which metrics.</summary>
internal static class MetricUses
{
    /// <summary>By the metric's key. Of each model: what scores from a day on, and what else its draft says.</summary>
    public static async Task<ILookup<string, MetricUse>> MetricUsesAsync(this HealthScoreDb db, IReadOnlyDictionary<string, Metric> catalogue, DateOnly today, CancellationToken ct)
    {
        var models = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).ToListAsync(ct);
        var inForce = new ModelChooser(models).InForce(today, DateOnly.MaxValue).Select(v => v.Id).ToHashSet();
        return models.OrderBy(m => m.Kind).ThenBy(m => m.Name, StringComparer.OrdinalIgnoreCase).SelectMany(Of).ToLookup(u => u.Metric);

        IEnumerable<MetricUse> Of(ScoringModel model)
        {
            var published = model.Versions.Where(v => inForce.Contains(v.Id)).SelectMany(v => v.Definition.Measures).DistinctBy(m => m.Source).ToList();
            var draft = (model.Draft?.Measures ?? []).Where(d => published.TrueForAll(p => p.Source != d.Source));
            return published.Select(m => (Measure: m, IsPublished: true)).Concat(draft.Select(m => (Measure: m, IsPublished: false)))
                .SelectMany(m => MetricsOf(m.Measure.Source).SelectMany(key => Needed(key).Select(k =>
                    new MetricUse(k, model.Id, model.Name, model.Kind, m.IsPublished, MeasureName.Of(m.Measure, catalogue), k == key ? null : key))));
        }

        IEnumerable<string> Needed(string key) => catalogue.TryGetValue(key, out var metric) ? CheckedExpression.NeededBy(metric, catalogue).Select(m => m.Key) : [];
    }

    /// <summary>The names of the segments that are told apart by a metric, directly or through a calculated one.</summary>
    public static async Task<IReadOnlyList<string>> SegmentsByAsync(this HealthScoreDb db, string key, IReadOnlyDictionary<string, Metric> catalogue, CancellationToken ct) =>
        [.. (await db.Segments.AsNoTracking().Where(s => s.Condition != null).OrderBy(s => s.Position).ToListAsync(ct))
            .Where(s => AsksFor(s.Condition!, key, catalogue))
            .Select(s => s.Name)];

    /// <summary>What the stages and milestones are called whose rules ask for a metric, directly or through a calculated one.</summary>
    public static async Task<IReadOnlyList<string>> RulesByAsync(this HealthScoreDb db, string key, IReadOnlyDictionary<string, Metric> catalogue, CancellationToken ct)
    {
        var stages = await db.Stages.Where(s => s.Entry != null).OrderBy(s => s.Position).Select(s => new { s.Name, Rule = s.Entry! }).ToListAsync(ct);
        var milestones = await db.MilestoneDefinitions.Where(m => m.Rule != null).OrderBy(m => m.Position).Select(m => new { m.Name, Rule = m.Rule! }).ToListAsync(ct);
        return [.. stages.Concat(milestones).Where(r => AsksFor(r.Rule, key, catalogue)).Select(r => r.Name)];
    }

    private static bool AsksFor(Condition condition, string key, IReadOnlyDictionary<string, Metric> catalogue) =>
        Asked(condition).SelectMany(MetricsOf).Any(k => catalogue.TryGetValue(k, out var metric) && CheckedExpression.NeededBy(metric, catalogue).Any(m => m.Key == key));

    private static IEnumerable<MeasureSource> Asked(Condition condition) => condition switch
    {
        AllOf all => all.Parts.SelectMany(Asked),
        AnyOf any => any.Parts.SelectMany(Asked),
        Not not => Asked(not.Part),
        Question { Subject: MeasureSubject measure } => [measure.Source],
        _ => [],
    };

    private static IEnumerable<string> MetricsOf(MeasureSource source) =>
        source is not MetricSource metric ? [] : metric.By is { } by && by != metric.Metric ? [metric.Metric, by] : [metric.Metric];
}
