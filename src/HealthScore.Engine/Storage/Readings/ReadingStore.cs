using System.Runtime.CompilerServices;
using HealthScore.Domain.Metrics;
using HealthScore.Engine.Storage.Copying;
using HealthScore.Engine.Storage.Marks;
using Npgsql;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>The readings: packed by account and month, written by merging batches, read by streaming.</summary>
/// <param name="source">Where.</param>
/// <param name="lastEnded">The day that ended last: no run scores a later one for good, so that nothing of it is late. Null: any day may have been scored.</param>
public sealed class ReadingStore(NpgsqlDataSource source, Func<DateOnly>? lastEnded = null)
{
    /// <summary>The first day that a reading may have.</summary>
    public static readonly DateOnly FirstDay = new(1990, 1, 1);

    /// <summary>The last day that a reading may have.</summary>
    public static readonly DateOnly LastDay = new(2100, 12, 31);

    private const int Columns = 3;
    private const int MostPlannedOnce = 500;

    /// <summary>
    /// Adds, corrects and removes readings within the caller's transaction: best in one call, because a transaction that calls twice
    /// may run into another one and be ended by PostgreSQL (40P01). Of several entries for one account, metric and day the last counts;
    /// NaN removes. What changes on days that were scored for good is counted as late. Throws an <see cref="ArgumentException"/> for a day or value that no reading may have: doors check before.
    /// Progress is told as entries done.
    /// </summary>
    public async Task<ReadingCounts> WriteAsync(
        NpgsqlTransaction transaction, ReadOnlyMemory<Reading> readings, IProgress<long>? progress = null, CancellationToken ct = default)
    {
        if (readings.IsEmpty) return default;
        var connection = transaction.Connection!;
        var batch = new ReadingBatch(readings.Span);
        var writer = new ReadingWriter(source, connection, batch);
        var counts = await writer.WriteAsync(progress, ct);
        return counts with { Late = await FollowAsync(connection, writer, isSmall: batch.Count <= MostPlannedOnce, ct) };
    }

    // What follows from a write, in one trip unless readings went. Returns how many were late.
    private async Task<long> FollowAsync(NpgsqlConnection connection, ReadingWriter writer, bool isSmall, CancellationToken ct)
    {
        await using var trip = Trip.Begin(connection);
        PresenceKeeper.AddFirstReadings(trip, writer.Changes);
        // A plan for a few rows is no plan for very many.
        if (!isSmall) ReadingSql.AddEnd(trip);
        PresenceKeeper.AddGaugeStarts(trip, writer.Changes);
        if (writer.Changes.HasRemovals)
        {
            if (trip.BatchCommands.Count > 0) await trip.ExecuteNonQueryAsync(ct);
            trip.BatchCommands.Clear();
            await PresenceKeeper.FollowRemovalsAsync(connection, writer.Changes, ct);
        }

        MarkSql.AddMark(trip, writer.ChangedAccounts);
        PresenceKeeper.AddDays(trip, writer.Changes);
        PresenceKeeper.AddLate(trip, writer.Changes, lastEnded?.Invoke() ?? LastDay);
        if (isSmall) ReadingSql.AddEnd(trip);
        if (trip.BatchCommands.Count == 0) return 0;
        if (isSmall) await trip.PrepareAsync(ct);
        await using var answers = await trip.ExecuteReaderAsync(ct);
        var late = 0L;
        do
        {
            // Nothing else is answered by a number.
            if (await answers.ReadAsync(ct) && answers.GetValue(0) is long count) late = count;
        }
        while (await answers.NextResultAsync(ct));
        return late;
    }

    /// <summary>Removes all readings of an account within the caller's transaction.</summary>
    public async Task<ReadingCounts> RemoveAccountAsync(NpgsqlTransaction transaction, long accountId, CancellationToken ct = default)
    {
        await ReadingSql.LockAsync(transaction.Connection!, alone: true, ct);
        var readings = await ReadAccountAsync(transaction.Connection!, accountId, FirstDay, LastDay, ct);
        return await WriteAsync(transaction, readings.Select(r => r with { Value = double.NaN }).ToArray(), null, ct);
    }

    /// <summary>
    /// Streams accounts with readings in the range, in the order of their ids. The object with the readings is the same every time:
    /// it holds an account's readings only until the next one.
    /// </summary>
    public async IAsyncEnumerable<(long AccountId, AccountReadings Readings)> ReadAsync(
        NpgsqlConnection connection, ReadingRange range, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var readings = new AccountReadings();
        var unpacker = new ReadingUnpacker(range);
        await using var stream = await ReadingSql.CopyRowsAsync(connection, range, ct);
        var rows = new CopyReader(stream);
        long? current = null;
        while (await rows.ReadRowAsync(Columns, ct))
        {
            var account = rows.NextInt64();
            if (current is { } before && before != account)
            {
                yield return (before, readings);
                readings.Clear();
            }
            current = account;
            unpacker.Unpack(rows.NextDay(), rows.Next(), readings);
        }
        if (current is { } last) yield return (last, readings);
    }

    /// <summary>The same of single accounts, from an answer to <see cref="Ask"/>.</summary>
    internal static async IAsyncEnumerable<(long AccountId, AccountReadings Readings)> ReadAsync(
        NpgsqlDataReader rows, ReadingRange range, [EnumeratorCancellation] CancellationToken ct)
    {
        var (readings, unpacker, current) = (new AccountReadings(), new ReadingUnpacker(range), default(long?));
        while (await rows.ReadAsync(ct))
        {
            var account = rows.GetInt64(0);
            if (current is { } before && before != account)
            {
                yield return (before, readings);
                readings.Clear();
            }
            current = account;
            unpacker.Unpack(rows.GetFieldValue<DateOnly>(1).DayNumber, rows.GetFieldValue<byte[]>(2), readings);
        }
        if (current is { } last) yield return (last, readings);
    }

    /// <summary>Asks for single accounts as part of a trip: first since when their gauges have been there, if before the first day, then their readings.</summary>
    internal static void Ask(NpgsqlBatch trip, long[] accounts, DateOnly first, DateOnly last)
    {
        ReadingSql.AddGaugeStarts(trip, accounts, first);
        ReadingSql.AddRows(trip, accounts, first, last);
    }

    /// <summary>Which gauges of which accounts have had readings since before a day, and since when, in the order of accounts.</summary>
    public async Task<IReadOnlyList<(long AccountId, short MetricId, int Day)>> ReadGaugeStartsAsync(
        NpgsqlConnection connection, AccountSet accounts, DateOnly before, CancellationToken ct = default)
    {
        await using var command = ReadingSql.ReadGaugeStarts(connection, accounts, before);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await ReadGaugeStartsAsync(reader, ct);
    }

    internal static async Task<IReadOnlyList<(long AccountId, short MetricId, int Day)>> ReadGaugeStartsAsync(NpgsqlDataReader rows, CancellationToken ct)
    {
        List<(long, short, int)> starts = [];
        while (await rows.ReadAsync(ct)) starts.Add((rows.GetInt64(0), rows.GetInt16(1), rows.GetFieldValue<DateOnly>(2).DayNumber));
        return starts;
    }

    /// <summary>One account's readings from the first to the last day, by metric and day.</summary>
    public async Task<IReadOnlyList<Reading>> ReadAccountAsync(
        NpgsqlConnection connection, long accountId, DateOnly first, DateOnly last, CancellationToken ct = default)
    {
        List<Reading> readings = [];
        var unpacker = new ReadingUnpacker(new(accountId, accountId, first, last));
        await using var command = ReadingSql.ReadAccount(connection, accountId, first, last);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            unpacker.Unpack(accountId, rows.GetFieldValue<DateOnly>(0).DayNumber, rows.GetFieldValue<byte[]>(1), readings);
        return [.. readings.OrderBy(r => r.MetricId).ThenBy(r => r.Day)];
    }
}
