using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Tests.Benchmarks;

/// <summary>The workload scored by Domain from the generator's own readings: no database, no packing, no ranges.</summary>
internal static class DomainScores
{
    public static IEnumerable<(long Account, DateOnly Day, ScoreRecord Score, Band Band)> Of(Workload workload, IReadOnlyList<DateOnly> days, IReadOnlyList<ScoringModel> models)
    {
        var metrics = WorkloadMetrics.Create();
        var readings = Workload.Readings(1, workload.Accounts, workload.FirstDay, Workload.LastDay).ToLookup(r => r.AccountId);
        var calendars = metrics.Where(m => m.Kind == MetricKind.Count)
            .ToDictionary(m => m.Id, m => new SourceCalendar(readings.SelectMany(a => a).Where(r => r.MetricId == m.Id).Select(r => r.Day), m.Freshness));
        var compiled = models.SelectMany(m => m.Versions.Select(v => new CompiledModel(v.Id, m.Kind, v.Definition, metrics.ToDictionary(k => k.Key), calendars))).ToDictionary(m => m.VersionId);
        var chooser = new ModelChooser(models);
        var collector = new PeerCollector(compiled.Values);
        var accounts = Enumerable.Range(1, workload.Accounts).Select(id => (Id: (long)id, Readings: Readings(readings[id]), History: History(workload.Account(id)))).ToList();
        var bands = accounts.ToDictionary(a => a.Id, _ => default(BandState));
        var result = new ScoreResult();
        foreach (var day in days)
        {
            var peers = new PeerDistribution();
            foreach (var a in accounts) collector.Collect(new(a.Readings, a.History, day, peers), peers);
            peers.Freeze();
            foreach (var a in accounts)
            {
                var at = new AccountDay(a.Readings, a.History, day, peers);
                compiled[chooser.Choose(ScoreKind.Health, at.SegmentId, at.StageId, day)!.Id].Score(at, bands[a.Id], result);
                bands[a.Id] = result.Next;
                yield return (a.Id, day, ScoreRecord.Of(result), result.Band);
            }
        }
    }

    private static AccountReadings Readings(IEnumerable<Reading> readings)
    {
        var all = new AccountReadings();
        foreach (var reading in readings) all.Add(reading.MetricId, reading.Day, reading.Value);
        return all;
    }

    private static AccountHistory History(WorkloadAccount account)
    {
        var history = new AccountHistory { Start = account.Start };
        history.States.Add(new AccountState { AccountId = account.Id, From = account.Start, SegmentId = account.SegmentId, StageId = account.StageId, OwnerId = account.OwnerId, Arr = account.Arr });
        return history;
    }
}
