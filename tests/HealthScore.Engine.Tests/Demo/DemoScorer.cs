using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Demo;

namespace HealthScore.Engine.Tests.Demo;

/// <summary>An account's score of a day.</summary>
internal sealed record DemoScore(DemoAccount Account, ScoreKind Kind, string Model, double? Score, Band Band, IReadOnlyList<double?> SubScores);

/// <summary>Scores the demo company on one day in memory, without any day before it.</summary>
internal sealed class DemoScorer
{
    private readonly List<(DemoAccount Account, AccountReadings Readings, AccountHistory History)> _accounts = [];
    private readonly Dictionary<ScoringModelVersion, (string Name, CompiledModel Model)> _models;
    private readonly ModelChooser _chooser;

    public DemoScorer(DemoCompany company)
    {
        foreach (var account in company.Accounts) _accounts.Add((account, ReadingsOf(account), HistoryOf(account)));
        var models = company.Models;
        var metrics = company.Metrics.ToDictionary(m => m.Key);
        var calendars = metrics.Values.ToDictionary(m => m.Id, CalendarOf);
        _chooser = new(models);
        _models = models.SelectMany(m => m.Versions.Select(v => (m, v))).ToDictionary(x => x.v, x => (x.m.Name, new CompiledModel(x.v.Id, x.m.Kind, x.v.Definition, metrics, calendars)));
    }

    public List<DemoScore> Score(DateOnly day)
    {
        var peers = new PeerDistribution();
        var collector = new PeerCollector(_models.Values.Select(m => m.Model));
        foreach (var (_, readings, history) in _accounts) collector.Collect(new(readings, history, day, PeerDistribution.None), peers);
        peers.Freeze();
        var (scores, result) = (new List<DemoScore>(), new ScoreResult());
        foreach (var (account, readings, history) in _accounts)
        {
            var state = new AccountDay(readings, history, day, peers);
            if (!state.IsActive) continue;
            foreach (var kind in Enum.GetValues<ScoreKind>())
            {
                var (name, model) = _models[_chooser.Choose(kind, state.SegmentId, state.StageId, day)!];
                model.Score(state, default, result);
                scores.Add(new(account, kind, name, result.Published, result.Band, [.. result.Measures.ToArray().Select(m => m.SubScore)]));
            }
        }
        return scores;
    }

    private SourceCalendar CalendarOf(Metric metric) =>
        new(_accounts.SelectMany(a => a.Account.Series).Where(s => s.MetricId == metric.Id).SelectMany(s => s.Days), metric.Freshness);

    private static AccountReadings ReadingsOf(DemoAccount account)
    {
        var readings = new AccountReadings();
        foreach (var series in account.Series) readings.AddRange(series.MetricId, series.Days, series.Values);
        return readings;
    }

    private static AccountHistory HistoryOf(DemoAccount account)
    {
        var history = new AccountHistory { Start = account.Account.Start, Churned = account.Account.Churned, FirstReading = account.Account.FirstReading };
        history.States.AddRange(account.States);
        history.Renewals.AddRange(account.Renewals.Select(r => r.Day));
        history.Goals.AddRange(account.Goals);
        history.Progress.AddRange(account.GoalProgress);
        history.Milestones.AddRange(account.Milestones);
        history.Responses.AddRange(account.Surveys);
        history.Referrals.AddRange(account.Referrals.Select(r => r.Day));
        history.Touches.AddRange(account.Touches.Select(t => t.Day));
        history.Pulses.AddRange(account.Pulses);
        history.RiskEvents.AddRange(account.RiskEvents);
        history.Overrides.AddRange(account.Overrides);
        return history;
    }
}
