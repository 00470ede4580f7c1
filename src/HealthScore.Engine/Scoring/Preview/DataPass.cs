using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using Npgsql;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>
/// One pass over the data of many accounts as of some days, on all cores, as a run makes it, but nothing is written: the work is
/// lost with whoever asked for it.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="readings">The readings.</param>
/// <param name="models">What will be measured: tells how far to look back, and who is to be ranked.</param>
/// <param name="days">Ascending.</param>
/// <param name="today">The day that has not ended.</param>
/// <param name="placed">For each of the days, the one whose segment, stage and owner count; null: the day itself.</param>
internal sealed class DataPass(NpgsqlDataSource source, ReadingStore readings, IReadOnlyList<CompiledModel> models, DateOnly[] days, DateOnly today, DateOnly[]? placed = null)
{
    // Few enough that progress shows and a pass that is cancelled stops soon; enough that the dozen statements per range do not matter.
    private const int RangeAccounts = 5000;

    private readonly PeerCollector _collector = new(models);
    private readonly PeerDistribution[] _peers = Array.ConvertAll(days, _ => new PeerDistribution());

    /// <summary>True when accounts are ranked among all others, so that all must be read, whoever is asked for.</summary>
    public bool NeedsPeers => !_collector.IsEmpty;

    /// <summary>Reads the accounts and hands them to whoever works on their range, one range on one thread.</summary>
    /// <param name="accounts">Their ids, ascending; all that may be active where peers are needed.</param>
    /// <param name="begin">Makes what takes a range's accounts.</param>
    /// <param name="each">Takes an account as of one of the days on which it is active, and may get some that were not asked for. It is the same object each time.</param>
    /// <param name="end">Makes of it what is kept of the range.</param>
    /// <param name="progress">Told after each range.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What the ranges made, in the order of accounts. The peers are known now.</returns>
    public async Task<TMade[]> RunAsync<T, TMade>(
        long[] accounts, Func<T> begin, Action<T, LoadedAccount, AccountDay> each, Func<T, CancellationToken, ValueTask<TMade>> end, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        var loader = new AccountLoader(readings, models, days[0], placed is null ? days[^1] : placed.Append(days[^1]).Max());
        var ranges = accounts.Chunk(RangeAccounts).ToArray();
        var made = new TMade[ranges.Length];
        var done = 0;
        progress?.Report(new(0, accounts.Length));
        await Parallel.ForEachAsync(Enumerable.Range(0, ranges.Length), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, async (i, stop) =>
        {
            var range = begin();
            var peers = Array.ConvertAll(days, _ => new PeerDistribution());
            await using var connection = await source.OpenConnectionAsync(stop);
            await foreach (var account in loader.LoadAsync(connection, SetOf(ranges[i]), stop))
                for (var d = 0; d < days.Length; d++)
                {
                    var at = new AccountDay(account.Readings, account.History, days[d], PeerDistribution.None, days[d] >= today, placed?[d]);
                    if (!at.IsActive) continue;
                    _collector.Collect(at, peers[d]);
                    each(range, account, at);
                }

            made[i] = await end(range, stop);
            lock (_peers)
                for (var d = 0; d < peers.Length; d++) _peers[d].Merge(peers[d]);
            progress?.Report(new(Interlocked.Add(ref done, ranges[i].Length), accounts.Length));
        });
        foreach (var peers in _peers) peers.Freeze();
        return made;
    }

    // A range of ids is read faster than single ones, and a few accounts more do no harm: who takes them looks whom to keep.
    private static AccountSet SetOf(long[] ids) => ids[^1] - ids[0] < 2 * ids.Length ? new(ids[0], ids[^1]) : AccountSet.Of(ids);

    /// <summary>The peers of a day, known after the pass.</summary>
    public PeerDistribution PeersOf(DateOnly day) => _peers[Array.BinarySearch(days, day)];
}
