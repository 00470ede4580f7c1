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

    private readonly ConcurrentDictionary<Key, Known> _known = new();

    /// <summary>What is summed up of the accounts as they are now.</summary>
    internal Task<T> ReadAsync<T>(Key key, Func<Task<T>> read, CancellationToken ct)
        where T : notnull => ReadAsync(key, PortfolioSql.StampAsync, read, ct);

    /// <summary>What is summed up of the accounts as they were on a day of the past: no new score changes it.</summary>
    internal Task<T> ReadPastAsync<T>(Key key, Func<Task<T>> read, CancellationToken ct)
        where T : notnull => ReadAsync(key, PortfolioSql.PastStampAsync, read, ct);

    private async Task<T> ReadAsync<T>(Key key, Func<NpgsqlDataSource, CancellationToken, Task<SumStamp>> look, Func<Task<T>> read, CancellationToken ct)
        where T : notnull
    {
        while (true)
        {
            // Looked at before the accounts are: what changes in between makes the sums newer than they say, and they are read once more.
            var stamp = await look(source, ct);
            if (_known.Count >= Most) _known.Clear();
            var mine = new Known(stamp, new(async () => await read()));
            // Of all who ask at the same time, as open pages do when scores are new, one adds up.
            var known = _known.AddOrUpdate(key, mine, (_, other) => other.Stamp == stamp ? other : mine);
            try
            {
                return (T)await known.Sums.Value.WaitAsync(ct);
            }
            catch (Exception) when (known == mine)
            {
                _known.TryRemove(new(key, mine));
                throw;
            }
            catch (Exception) when (!ct.IsCancellationRequested)
            {
                // Whoever added up gave up, or failed: that is no answer to anybody else.
                _known.TryRemove(new(key, known));
            }
        }
    }

    private sealed record Known(SumStamp Stamp, Lazy<Task<object>> Sums);

    /// <summary>What is summed up, whose accounts, which of them, and the day that renewals are counted from.</summary>
    internal readonly record struct Key(string What, int? Scope, PortfolioFilter Filter, DateOnly Today);
}

/// <summary>What was the latest that sums follow from: never the same again once something has been added.</summary>
internal readonly record struct SumStamp(long Sum, long Last);
