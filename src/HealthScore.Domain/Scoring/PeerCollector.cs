using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>The first of the two passes that percentiles take: gathers what the models in force rank, account by account.</summary>
public sealed class PeerCollector
{
    private readonly PercentileReader[] _percentiles;

    /// <summary>A collector for all percentiles of some models.</summary>
    public PeerCollector(IEnumerable<CompiledModel> models) =>
        _percentiles = [.. models.SelectMany(m => m.Percentiles).DistinctBy(p => p.Key)];

    /// <summary>True when no model ranks anything, so that the pass can be left out.</summary>
    public bool IsEmpty => _percentiles.Length == 0;

    /// <summary>Adds an account to its peers, if it is active on the day.</summary>
    public void Collect(in AccountDay account, PeerDistribution into)
    {
        if (!account.IsActive) return;
        foreach (var percentile in _percentiles)
        {
            var input = percentile.Measure(account);
            if (input.IsOk) into.Add(account.SegmentId, account.StageId, percentile.Key, input.Value);
            else into.AddGroup(account.SegmentId, account.StageId, percentile.Key);
        }
    }
}
