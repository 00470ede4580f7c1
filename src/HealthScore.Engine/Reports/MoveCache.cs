using System.Collections.Concurrent;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Scoring;
using Npgsql;

namespace HealthScore.Engine.Reports;

/// <summary>What all scores of a day come to: when it is the same, so are the scores.</summary>
/// <param name="Accounts">How many were scored.</param>
/// <param name="Arr">Their ARR.</param>
/// <param name="Parts">A hash of the same, and of the sum of scores, per segment and band.</param>
internal readonly record struct DayStamp(int Accounts, decimal Arr, int Parts);

/// <summary>
/// Moves between month ends, remembered: they are read from every score of two days, which takes tenths of a second at 100,000
/// accounts. Whatever changes a day's scores, a back-fill or a later provisional run, changes its sums, and so is never missed.
/// </summary>
public sealed class MoveCache(NpgsqlDataSource source)
{
    private const int Most = 5_000;

    private readonly ConcurrentDictionary<Key, IReadOnlyList<MoveFact>> known = new();

    internal bool HasAny => !known.IsEmpty;

    internal async Task<List<MoveFact>> ReadAsync(
        ScoreKind kind, IReadOnlyList<(MonthEnd Before, MonthEnd Now)> pairs, IReadOnlyDictionary<DateOnly, DayStamp> stamps, int? scope, CancellationToken ct)
    {
        var keys = pairs.ToDictionary(pair => pair, pair => new Key(
            kind, scope, pair.Before.Day, pair.Now.Day, stamps.GetValueOrDefault(pair.Before.Day), stamps.GetValueOrDefault(pair.Now.Day)));
        var moves = pairs.ToDictionary(pair => pair, pair => known.GetValueOrDefault(keys[pair]));
        var missing = pairs.Where(pair => moves[pair] is null).ToList();
        var read = (await ReportSql.MovesAsync(source, kind, missing, scope, ct)).ToLookup(move => move.Month);
        if (known.Count > Most) known.Clear();
        foreach (var pair in missing)
        {
            moves[pair] = [.. read[pair.Now.Month]];
            known[keys[pair]] = moves[pair]!;
        }

        return [.. pairs.SelectMany(pair => moves[pair]!)];
    }

    private sealed record Key(ScoreKind Kind, int? Scope, DateOnly Before, DateOnly Now, DayStamp StampBefore, DayStamp StampNow);
}
