using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Npgsql;

namespace HealthScore.Engine.Scoring;

/// <summary>
/// Computes, as of an earlier day, the measures that a later model version added: what was stored then does not know them
/// (scoring contract, section 8). Ranks among peers are the exception: the peers of a past day are not kept.
/// </summary>
internal sealed class EarlierMeasures(NpgsqlDataSource source, ReadingStore readings)
{
    private ScoringSettings? _settings;

    /// <summary>Null when both scores come from one version, so that all was stored.</summary>
    public async Task<Func<MeasureSource, MeasureValue>?> AsOfAsync(HealthScoreDb db, ScoreRow before, ScoreRow now, CancellationToken ct)
    {
        if (before.VersionId == now.VersionId) return null;
        _settings ??= await ScoringSettings.LoadAsync(db, ct);
        // Most versions change weights and curves only: all that they measure was stored.
        var stored = _settings.Version(before.VersionId).Definition.Measures.Select(m => m.Source).ToHashSet();
        if (_settings.Version(now.VersionId).Definition.Measures.All(m => stored.Contains(m.Source))) return null;
        await using var connection = await source.OpenConnectionAsync(ct);
        var histories = await AccountHistories.LoadAsync(connection, AccountSet.Of([before.AccountId]), before.Day, before.Day, ct);
        if (histories.Count == 0) return null;
        var (history, read) = (new AccountHistory(), new AccountReadings());
        histories.Fill(0, history);
        foreach (var reading in await readings.ReadAccountAsync(connection, before.AccountId, ReadingStore.FirstDay, before.Day, ct))
            read.Add(reading.MetricId, reading.Day, reading.Value);
        var model = _settings.Version(now.VersionId);
        return measure => model.Read(measure, new AccountDay(read, history, before.Day, PeerDistribution.None));
    }
}
