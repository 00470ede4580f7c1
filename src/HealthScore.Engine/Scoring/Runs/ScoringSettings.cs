using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>Metrics, source calendars and every published version made ready: what all accounts of a run share.</summary>
internal sealed class ScoringSettings
{
    private readonly Dictionary<int, CompiledModel> _models;
    private readonly ModelChooser _chooser;

    private ScoringSettings(Dictionary<int, CompiledModel> models, ModelChooser chooser) => (_models, _chooser) = (models, chooser);

    public static IReadOnlyList<ScoreKind> Kinds { get; } = [ScoreKind.Health, ScoreKind.Risk, ScoreKind.Expansion];

    public static async Task<ScoringSettings> LoadAsync(HealthScoreDb db, CancellationToken ct)
    {
        var metrics = await db.Metrics.AsNoTracking().ToListAsync(ct);
        var days = (await db.MetricDays.AsNoTracking().ToListAsync(ct)).ToLookup(d => d.MetricId, d => d.Day.DayNumber);
        var calendars = metrics.Where(m => m.Kind == MetricKind.Count).ToDictionary(m => m.Id, m => new SourceCalendar(days[m.Id], m.Freshness));
        var models = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).ToListAsync(ct);
        var byKey = metrics.ToDictionary(m => m.Key);
        return new(
            models.SelectMany(m => m.Versions.Select(v => new CompiledModel(v.Id, m.Kind, v.Definition, byKey, calendars))).ToDictionary(m => m.VersionId),
            new ModelChooser(models));
    }

    /// <summary>A published version made ready.</summary>
    public CompiledModel Version(int id) => _models[id];

    /// <summary>The versions that may score on one of the days.</summary>
    public IReadOnlyList<CompiledModel> InForce(DateOnly from, DateOnly to) => [.. _chooser.InForce(from, to).Select(v => _models[v.Id])];

    /// <summary>The model for an account; null: none applies, and it is not scored.</summary>
    public CompiledModel? Choose(ScoreKind kind, in AccountDay account) =>
        _chooser.Choose(kind, account.SegmentId, account.StageId, account.Day) is { } version ? _models[version.Id] : null;
}
