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

    private ScoringSettings(Dictionary<int, CompiledModel> models, ModelChooser chooser) =>
        (_models, _chooser, Percentiles) = (models, chooser, new PeerCollector(models.Values));

    public static IReadOnlyList<ScoreKind> Kinds { get; } = [ScoreKind.Health, ScoreKind.Risk, ScoreKind.Expansion];

    /// <summary>The inputs of percentiles, gathered before anything is scored.</summary>
    public PeerCollector Percentiles { get; }

    /// <summary>Largest number of measures and rules of a model: how long a packed score can get.</summary>
    public int MostMeasures => _models.Values.Select(m => m.Formula.MeasureCount).DefaultIfEmpty().Max();

    public int MostRules => _models.Values.Select(m => m.Definition.Rules.Count).DefaultIfEmpty().Max();

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

    /// <summary>The model for an account; null: none applies, and it is not scored.</summary>
    public CompiledModel? Choose(ScoreKind kind, in AccountDay account) =>
        _chooser.Choose(kind, account.SegmentId, account.StageId, account.Day) is { } version ? _models[version.Id] : null;
}
