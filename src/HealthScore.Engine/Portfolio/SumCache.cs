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

    internal async Task<T> ReadAsync<T>(Key key, Func<Task<T>> read, CancellationToken ct)
        where T : notnull
    {
        while (true)
        {
            // Looked at before the accounts are: what changes in between makes the sums newer than they say, and they are read once more.
            var stamp = await PortfolioSql.StampAsync(source, ct);
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

    private sealed record Known(CurrentStamp Stamp, Lazy<Task<object>> Sums);

    /// <summary>What is summed up, whose accounts, which of them, and the day that renewals are counted from.</summary>
    internal readonly record struct Key(string What, int? Scope, PortfolioFilter Filter, DateOnly Today);
}

/// <summary>Which renewals of rows of accounts were the latest: never the same again once one has been added.</summary>
internal readonly record struct CurrentStamp(long Sum, long Last);
