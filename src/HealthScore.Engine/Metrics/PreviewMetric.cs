using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Metrics;

/// <summary>What a metric would come to if it were changed, beside what it comes to.</summary>
/// <param name="Day">The day that ended last.</param>
/// <param name="Source">What was measured of it.</param>
/// <param name="Accounts">All active accounts that were looked at.</param>
/// <param name="Others">How many of them would measure something else.</param>
/// <param name="Before">As it is.</param>
/// <param name="After">As it would be.</param>
/// <param name="Steps">The bounds of the steps of both histograms.</param>
/// <param name="Models">What becomes of the scores of the published models that need it: of those with most accounts, the first of them first.</param>
/// <param name="Unseen">How many published models that need it were not looked at.</param>
public sealed record MetricPreview(
    DateOnly Day, MetricSource Source, int Accounts, int Others, MetricValues Before, MetricValues After, IReadOnlyList<double> Steps, IReadOnlyList<MetricEffect> Models, int Unseen);

/// <summary>The values of many accounts.</summary>
/// <param name="Known">How many have one.</param>
/// <param name="Median">Half of them have no more; null: none has a value.</param>
/// <param name="Counts">How many lie in each step.</param>
public sealed record MetricValues(int Known, double? Median, IReadOnlyList<int> Counts);

/// <summary>A published model that needs the metric.</summary>
/// <param name="Summary">From the bands as published to those that it would give.</param>
public sealed record MetricEffect(int ModelId, string Model, ScoreKind Kind, PreviewSummary Summary);

/// <summary>Looks at what a change of a metric does, on the data of the day that ended last, and changes nothing.</summary>
public sealed class PreviewMetric(IDbContextFactory<HealthScoreDb> factory, MeasureAccounts measure, PreviewModel preview, OrganisationClock clock)
{
    private const int MostSteps = 24;

    // Each costs a pass over its accounts while somebody waits.
    private const int MostModels = 5;

    public async Task<Result<MetricPreview>> RunAsync(Actor actor, MetricInput input, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        if (MetricRights.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        var catalogue = await db.Metrics.AsNoTracking().ToDictionaryAsync(m => m.Key, ct);
        if (!catalogue.TryGetValue(input.Key, out var metric)) return Error.NotFound("metric");
        var (errors, kind) = MetricCheck.Of(input, metric, catalogue);
        if (errors.Count > 0) return Result<MetricPreview>.Fail(errors);
        var changed = new Metric(metric.Key, metric.Name, kind, input.Freshness, metric.Id) { Expression = input.Expression };
        var source = new MetricSource(metric.Key, kind == MetricKind.Count ? Aggregation.Mean : Aggregation.Last, 28);
        var day = clock.Yesterday;
        var before = await measure.RunAsync(actor, new([source], [day]), progress, ct);
        if (!before.IsOk) return Result<MetricPreview>.Fail(before.Errors);
        var after = await measure.RunAsync(actor, new([source], [day]) { Instead = changed }, progress, ct);
        if (!after.IsOk) return Result<MetricPreview>.Fail(after.Errors);
        List<MetricEffect> effects = [];
        var uses = (await db.MetricUsesAsync(catalogue, clock.Today, ct))[metric.Key].Where(u => u.IsPublished).DistinctBy(u => u.ModelId).ToList();
        foreach (var use in uses.Count > MostModels ? await LargestAsync(db, uses, ct) : uses)
        {
            var looked = await preview.OfMetricAsync(actor, use.ModelId, changed, progress, ct);
            if (!looked.IsOk) return Result<MetricPreview>.Fail(looked.Errors);
            effects.Add(new(use.ModelId, use.Model, use.Kind, looked.Value.Summary));
        }

        return Beside(source, before.Value[0], after.Value[0], effects, uses.Count - effects.Count);
    }

    private async Task<IEnumerable<MetricUse>> LargestAsync(HealthScoreDb db, List<MetricUse> uses, CancellationToken ct)
    {
        var models = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).ToListAsync(ct);
        var chooser = new ModelChooser(models);
        var cells = await db.CurrentAccounts.Where(a => a.Active).GroupBy(a => new { a.SegmentId, a.StageId }).Select(g => new { g.Key.SegmentId, g.Key.StageId, Accounts = g.Count() }).ToListAsync(ct);
        return uses.OrderByDescending(Accounts).Take(MostModels);

        int Accounts(MetricUse use)
        {
            var model = models.Find(m => m.Id == use.ModelId)!;
            return cells.Where(c => chooser.IsFor(model.Kind, (model.SegmentId, model.StageId), c.SegmentId, c.StageId, clock.Today)).Sum(c => c.Accounts);
        }
    }

    private static MetricPreview Beside(MetricSource source, MeasuredAccounts before, MeasuredAccounts after, List<MetricEffect> effects, int unseen)
    {
        // Each was a pass of its own, and an import may have come between them.
        var (first, second) = (Of(before), Of(after));
        var both = before.AccountIds.Where(second.ContainsKey).ToList();
        double[] was = [.. both.Select(id => first[id])], becomes = [.. both.Select(id => second[id])];
        // On one scale, so that the two can be looked at side by side.
        var steps = new Distribution(was.Concat(becomes)).Steps(MostSteps);
        return new(before.Day, source, was.Length, was.Where((value, i) => !value.Equals(becomes[i])).Count(), Values(was), Values(becomes), steps, effects, unseen);

        static Dictionary<long, double> Of(MeasuredAccounts accounts) => accounts.AccountIds.Zip(accounts.Columns[0].Values).ToDictionary(a => a.First, a => a.Second);

        MetricValues Values(double[] values)
        {
            var distribution = new Distribution(values);
            return new(distribution.Count, distribution.Quantile(0.5), distribution.In(steps));
        }
    }
}
