using System.Collections.Concurrent;
using Npgsql;

namespace HealthScore.Engine.Portfolio;

/// <summary>
/// The sums of the accounts, remembered until one of their rows is renewed: at 100,000 accounts adding them up takes most of the
/// time of a page that everybody opens first. Every node looks into the database each time whether they still hold.
/// </summary>
public sealed class SumCache(NpgsqlDataSource source)
{
    private const int Most = 500;

    private readonly ConcurrentDictionary<Key, (CurrentStamp Stamp, object Sums)> _known = new();

    internal async Task<T> ReadAsync<T>(Key key, Func<Task<T>> read, CancellationToken ct)
        where T : notnull
    {
        // Looked at before the accounts are: what changes in between makes the sums newer than they say, and they are read once more.
        var stamp = await PortfolioSql.StampAsync(source, ct);
        if (_known.TryGetValue(key, out var known) && known.Stamp == stamp && known.Sums is T kept) return kept;
        var sums = await read();
        if (_known.Count >= Most) _known.Clear();
        _known[key] = (stamp, sums);
        return sums;
    }

    /// <summary>What is summed up, whose accounts, which of them, and the day that renewals are counted from.</summary>
    internal readonly record struct Key(string What, int? Scope, PortfolioFilter Filter, DateOnly Today);
}

/// <summary>How often rows of accounts were renewed since all were, and the last time: never the same again once it has changed.</summary>
internal readonly record struct CurrentStamp(long Count, long Last);
