using HealthScore.Domain.Segments;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Scores;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>
/// Puts accounts into the first segment that matches them, from today on; the days before stay as they were. Who moved is scored again.
/// </summary>
public sealed class PlaceAccounts(NpgsqlDataSource source, FactsReader facts, OrganisationClock clock)
{
    /// <summary>Places all active accounts for the day that has begun, unless that was done. Returns how many moved; none while no segment has a condition.</summary>
    internal async Task<int> AllAsync(CancellationToken ct)
    {
        var today = clock.Today;
        await using var connection = await source.OpenConnectionAsync(ct);
        // Asked before the lock is: whoever wakes every few seconds must not wait for imports to hear that there is nothing to do.
        if (await PlacementSql.IsPlacedAsync(connection, today, ct)) return 0;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await PlacementSql.LockAsync(connection, ct);
        if (!await PlacementSql.BeginDayAsync(connection, today, ct)) return 0;
        var order = await PlacementSql.ReadOrderAsync(connection, ct);
        long[] moved = order.HasConditions ? await PlaceAsync(connection, order, null, ct) : [];
        await TellAsync(connection, moved, ct);
        await transaction.CommitAsync(ct);
        return moved.Length;
    }

    /// <summary>Places the accounts that an import or an assignment touched, within its transaction, which marks and shows them itself.</summary>
    internal async Task TouchedAsync(NpgsqlConnection connection, IReadOnlyCollection<long> accounts, CancellationToken ct)
    {
        var order = await PlacementSql.ReadOrderAsync(connection, ct);
        if (order.HasConditions && accounts.Count > 0) await PlaceAsync(connection, order, AccountSet.Of(accounts), ct);
    }

    /// <summary>Places accounts, and returns those whose segment changed.</summary>
    /// <param name="connection">In a transaction that holds the lock of imports.</param>
    /// <param name="order">The segments.</param>
    /// <param name="accounts">Only these; null: all.</param>
    /// <param name="ct">Stops it.</param>
    internal async Task<long[]> PlaceAsync(NpgsqlConnection connection, SegmentOrder order, AccountSet? accounts, CancellationToken ct)
    {
        List<Placement> changed = [];
        List<long> moved = [];
        await foreach (var account in facts.ReadAsync(connection, accounts, order.Subjects, ct))
        {
            var segment = order.Place(account.Facts, account.GivenId);
            var isPlaced = segment != account.GivenId;
            if (segment == account.SegmentId && isPlaced == account.IsPlaced) continue;
            changed.Add(new(account.Facts.AccountId, segment, isPlaced, isPlaced ? account.GivenId : null));
            if (segment != account.SegmentId) moved.Add(account.Facts.AccountId);
        }

        await PlacementSql.WriteAsync(connection, changed, clock.Today, ct);
        return [.. moved];
    }

    /// <summary>Marks who moved to be scored again, and shows them.</summary>
    internal async Task TellAsync(NpgsqlConnection connection, long[] moved, CancellationToken ct)
    {
        if (moved.Length == 0) return;
        await CurrentSql.MarkAndRefreshAsync(connection, clock.Today, moved, ct);
        await ChangeSql.NotifyAsync(connection, Change.Data, ct);
    }
}
