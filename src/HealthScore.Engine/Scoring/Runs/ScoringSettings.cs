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
    private readonly IReadOnlyDictionary<string, Metric> _metrics;
    private readonly IReadOnlyDictionary<short, SourceCalendar> _calendars;

    private ScoringSettings(IReadOnlyCollection<ScoringModel> models, Dictionary<string, Metric> metrics, Dictionary<short, SourceCalendar> calendars)
    {
        (_metrics, _calendars, _chooser) = (metrics, calendars, new(models));
        _models = models.SelectMany(m => m.Versions.Select(v => Compile(v.Id, m.Kind, v.Definition))).ToDictionary(m => m.VersionId);
    }

    private ScoringSettings(ScoringSettings other, CompiledModel also)
    {
        (_metrics, _calendars, _chooser) = (other._metrics, other._calendars, other._chooser);
        _models = new(other._models) { [also.VersionId] = also };
    }

    public static IReadOnlyList<ScoreKind> Kinds { get; } = [ScoreKind.Health, ScoreKind.Risk, ScoreKind.Expansion];

    /// <param name="db">The database.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="instead">A metric as it might be, in the place of the one of its key; null: all as they are.</param>
    public static async Task<ScoringSettings> LoadAsync(HealthScoreDb db, CancellationToken ct, Metric? instead = null)
    {
        var metrics = (await db.Metrics.AsNoTracking().ToListAsync(ct)).ConvertAll(m => m.Key == instead?.Key ? instead : m);
        var days = (await db.MetricDays.AsNoTracking().ToListAsync(ct)).ToLookup(d => d.MetricId, d => d.Day.DayNumber);
        var calendars = metrics.Where(m => m.Kind == MetricKind.Count).ToDictionary(m => m.Id, m => new SourceCalendar(days[m.Id], m.Freshness));
        var models = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).ToListAsync(ct);
        return new(models, metrics.ToDictionary(m => m.Key), calendars);
    }

    /// <summary>The catalogue, by key.</summary>
    public IReadOnlyDictionary<string, Metric> Metrics => _metrics;

    /// <summary>On which days counts had a source, by metric id.</summary>
    public IReadOnlyDictionary<short, SourceCalendar> Calendars => _calendars;

    /// <summary>Which version scores whom.</summary>
    public ModelChooser Chooser => _chooser;

    /// <summary>Makes something ready that may not have been published; it must have passed the validator.</summary>
    public CompiledModel Compile(int versionId, ScoreKind kind, ModelDefinition definition) => new(versionId, kind, definition, _metrics, _calendars);

    /// <summary>The same with one more version, which is found by its id and chosen for nobody.</summary>
    public ScoringSettings Including(CompiledModel model) => new(this, model);

    /// <summary>A version made ready.</summary>
    public CompiledModel Version(int id) => _models[id];

    /// <summary>The versions that may score on one of the days.</summary>
    public IReadOnlyList<CompiledModel> InForce(DateOnly from, DateOnly to) => [.. _chooser.InForce(from, to).Select(v => _models[v.Id])];

    /// <summary>The model for an account; null: none applies, and it is not scored.</summary>
    public CompiledModel? Choose(ScoreKind kind, in AccountDay account) =>
        _chooser.Choose(kind, account.SegmentId, account.StageId, account.Day) is { } version ? _models[version.Id] : null;
}
