using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>Scores a world with the code that users run.</summary>
internal sealed class FastRun
{
    private readonly World _world;
    private readonly ModelChooser _chooser;
    private readonly Dictionary<int, CompiledModel> _models;
    private readonly Dictionary<DateOnly, PeerDistribution> _peers;
    private readonly int _lookBack;
    private readonly bool _provisional;

    public FastRun(World world, bool provisional = false)
    {
        (_world, _provisional) = (world, provisional);
        _chooser = new(world.Models);
        var metrics = world.Metrics.ToDictionary(m => m.Key);
        var calendars = world.Metrics.ToDictionary(m => m.Id, CalendarOf);
        _models = world.Models
            .SelectMany(m => m.Versions.Select(v => new CompiledModel(v.Id, m.Kind, v.Definition, metrics, calendars)))
            .ToDictionary(m => m.VersionId);
        _lookBack = _models.Values.Select(m => m.LookBack).DefaultIfEmpty().Max();
        _peers = world.Days.ToDictionary(d => d, PeersOn);
    }

    /// <summary>The rows of one account and kind, in the order of the world's days.</summary>
    public IReadOnlyList<Row> Rows(WorldAccount account, ScoreKind kind)
    {
        var rows = new List<Row>();
        var state = default(BandState);
        ScoreRecord? before = null;
        for (var i = 0; i < _world.Days.Count; i++)
        {
            var today = On(account, _world.Days[i]);
            var version = today.IsActive ? _chooser.Choose(kind, today.SegmentId, today.StageId, today.Day) : null;
            if (version is null)
            {
                rows.Add(new());
                before = null;
                continue;
            }
            var result = new ScoreResult();
            _models[version.Id].Score(today, state, result);
            var now = ScoreRecord.Of(result);
            var moved = before is null ? null : Explain(before, now, On(account, _world.Days[i - 1]), _models[version.Id]);
            rows.Add(RowOf(version, result, moved is null ? null : MovedOf(_world.Days[i - 1], moved)));
            (before, state) = (now, result.Next);
        }
        return rows;
    }

    private static WhyItMoved? Explain(ScoreRecord before, ScoreRecord now, AccountDay dayBefore, CompiledModel model) =>
        WhyItMoved.Explain(before, now, model.Kind, model.Definition, source => model.Read(source, dayBefore));

    private static Row RowOf(ScoringModelVersion version, ScoreResult result, Moved? moved) => new()
    {
        Version = version,
        Measures = result.Measures.ToArray(),
        Dimensions = result.Dimensions.ToArray(),
        Coverage = result.Coverage,
        Bounds = result.Bounds,
        Unrounded = result.Unrounded,
        Computed = result.Computed,
        Published = result.Published,
        Rules = result.Rules.ToArray(),
        RawBand = result.RawBand,
        Band = result.Band,
        Manual = result.Manual is not null,
        Moved = moved,
    };

    private static Moved MovedOf(DateOnly from, WhyItMoved moved) =>
        new(from, moved.Change, moved.Model, moved.Data, moved.Inputs.ToDictionary(i => i.MeasureId, i => i.Points), moved.Override);

    private AccountDay On(WorldAccount account, DateOnly day) => new(ReadingsOf(account, day), account.History, day, _peers[day], _provisional);

    private PeerDistribution PeersOn(DateOnly day)
    {
        var collector = new PeerCollector(_models.Values);
        var peers = new PeerDistribution();
        foreach (var account in _world.Accounts)
            collector.Collect(new(ReadingsOf(account, day), account.History, day, PeerDistribution.None, _provisional), peers);
        peers.Freeze();
        return peers;
    }

    // As much as a run reads: no more than the models look back, and that there were earlier ones.
    private AccountReadings ReadingsOf(WorldAccount account, DateOnly day)
    {
        var (readings, first) = (new AccountReadings(), day.AddDays(-_lookBack));
        foreach (var ((metric, of), value) in account.Readings)
            if (of >= first) readings.Add(metric, of.DayNumber, value);
        foreach (var earlier in account.Readings.Keys.Where(k => k.Day < first).GroupBy(k => k.Metric))
            readings.NoteEarlier(earlier.Key, earlier.Min(k => k.Day.DayNumber));
        return readings;
    }

    private SourceCalendar CalendarOf(Metric metric) =>
        new(_world.Accounts.SelectMany(a => a.Readings.Keys).Where(k => k.Metric == metric.Id).Select(k => k.Day.DayNumber), metric.Freshness);
}
