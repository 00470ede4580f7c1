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
    /// <summary>By account; without those of which all was stored.</summary>
    /// <param name="db">Where.</param>
    /// <param name="scores">A pair of an account's scores each: they are read together, because after a publication all of a list ask.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyDictionary<long, Func<MeasureSource, MeasureValue>>> AsOfAsync(HealthScoreDb db, IReadOnlyCollection<(ScoreRow Before, ScoreRow Now)> scores, CancellationToken ct)
    {
        var read = new Dictionary<long, Func<MeasureSource, MeasureValue>>();
        var changed = scores.Where(s => s.Before.VersionId != s.Now.VersionId).ToList();
        if (changed.Count == 0) return read;
        var settings = await ScoringSettings.LoadAsync(db, ct);
        // Most versions change weights and curves only: all that they measure was stored.
        var added = changed.Select(s => (Before: s.Before.VersionId, Now: s.Now.VersionId)).Distinct().ToDictionary(v => v, v => Added(settings.Version(v.Before), settings.Version(v.Now)));
        foreach (var day in changed.Where(s => added[(s.Before.VersionId, s.Now.VersionId)].Count > 0).GroupBy(s => s.Before.Day))
        {
            var byAccount = day.ToDictionary(s => s.Before.AccountId, s => (Model: settings.Version(s.Now.VersionId), Sources: added[(s.Before.VersionId, s.Now.VersionId)]));
            var loader = new AccountLoader(readings, [.. byAccount.Values.Select(a => a.Model).Distinct()], day.Key, day.Key);
            await using var connection = await source.OpenConnectionAsync(ct);
            await foreach (var account in loader.LoadAsync(connection, AccountSet.Of(byAccount.Keys), ct))
            {
                var (model, sources) = byAccount[account.Id];
                var at = new AccountDay(account.Readings, account.History, day.Key, PeerDistribution.None);
                var values = sources.ToDictionary(s => s, s => model.Read(s, at));
                read[account.Id] = measure => values.TryGetValue(measure, out var value) ? value : MeasureValue.Missing;
            }
        }

        return read;
    }

    private static List<MeasureSource> Added(CompiledModel before, CompiledModel now) =>
        [.. now.Definition.Measures.Select(m => m.Source).Except(before.Definition.Measures.Select(m => m.Source))];
}
