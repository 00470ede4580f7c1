using System.Numerics;
using Npgsql;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Keeps <c>metric_day</c>, the accounts' first readings and the starts of their gauges true to the readings that came and went.</summary>
internal static class PresenceKeeper
{
    private const int AccountsPerChunk = 1000;

    /// <summary>Counts what came and went. To come last: of a metric and day there is one row, for which all writers wait.</summary>
    public static void AddDays(NpgsqlBatch trip, PresenceChanges changes)
    {
        var days = changes.Days().ToList();
        if (days.Count > 0) PresenceSql.AddMetricDays(trip, [.. days.Select(d => d.Metric)], [.. days.Select(d => d.Day)], [.. days.Select(d => d.Change)]);
    }

    /// <summary>
    /// Counts what is late, as the last of a trip: the later it is asked which days are closed, the less can fall between a run and
    /// that. Answered by their number. What comes for the day that lasts, as nearly all of small writes does, asks nothing.
    /// </summary>
    public static void AddLate(NpgsqlBatch trip, PresenceChanges changes, DateOnly lastEnded)
    {
        var days = changes.Counts().Where(d => d.Day <= lastEnded).ToList();
        if (days.Count == 0) return;
        PresenceSql.AddLate(
            trip, [.. days.Select(d => d.Metric)], [.. days.Select(d => d.Day)],
            [.. days.Select(d => d.Counts.Added)], [.. days.Select(d => d.Counts.Changed)], [.. days.Select(d => d.Counts.Removed)]);
    }

    /// <summary>Follows the first days of accounts, in a trip, while statements are planned as <see cref="ReadingSql.AddBegin"/> says.</summary>
    public static void AddFirstReadings(NpgsqlBatch trip, PresenceChanges changes)
    {
        var added = changes.EarliestAdded().ToList();
        if (added.Count > 0) PresenceSql.AddFirstReadings(trip, [.. added.Select(a => a.Account)], [.. added.Select(a => a.Day)]);
    }

    /// <summary>Follows the first days of gauges.</summary>
    public static void AddGaugeStarts(NpgsqlBatch trip, PresenceChanges changes)
    {
        var starts = changes.GaugeStarts().Where(s => !changes.LostGauges.Contains(s.Account)).ToList();
        if (starts.Count > 0) PresenceSql.AddGaugeStarts(trip, [.. starts.Select(s => s.Account)], [.. starts.Select(s => s.Metric)], [.. starts.Select(s => s.Day)]);
    }

    /// <summary>Looks for the first days of accounts that may have lost theirs; to come behind the above.</summary>
    public static async Task FollowRemovalsAsync(NpgsqlConnection connection, PresenceChanges changes, CancellationToken ct)
    {
        foreach (var accounts in changes.LostGauges.Order().Chunk(AccountsPerChunk))
        {
            var found = await GaugeStartsAsync(connection, accounts, changes.Gauges, ct);
            await PresenceSql.SetGaugeStartsAsync(connection, accounts, [.. found.Keys.Select(k => k.Account)], [.. found.Keys.Select(k => k.Metric)], [.. found.Values], ct);
        }

        var removed = changes.EarliestRemoved().ToList();
        var lost = await LostAsync(connection, [.. removed.Select(r => r.Account)], [.. removed.Select(r => r.Day)], ct);
        foreach (var accounts in lost.Chunk(AccountsPerChunk))
        {
            var first = await FirstReadingsAsync(connection, accounts, ct);
            await PresenceSql.SetFirstReadingsAsync(connection, accounts,
                [.. accounts.Select(a => first.TryGetValue(a, out var day) ? day : (DateOnly?)null)], ct);
        }
    }

    private static async Task<Dictionary<(long Account, short Metric), DateOnly>> GaugeStartsAsync(NpgsqlConnection connection, long[] accounts, IReadOnlySet<short> gauges, CancellationToken ct)
    {
        await using var command = ReadingSql.ReadHistory(connection, accounts);
        await using var reader = await command.ExecuteReaderAsync(ct);
        Dictionary<(long, short), DateOnly> starts = [];
        while (await reader.ReadAsync(ct)) Note(reader.GetInt64(0), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<byte[]>(2));
        return starts;

        void Note(long account, DateOnly month, byte[] data)
        {
            for (var metric = new ReadingMonthReader(data); metric.Next();)
                if (gauges.Contains(metric.MetricId)) starts.TryAdd((account, metric.MetricId), month.AddDays(BitOperations.TrailingZeroCount(metric.Days)));
        }
    }

    private static async Task<List<long>> LostAsync(NpgsqlConnection connection, long[] accounts, DateOnly[] days, CancellationToken ct)
    {
        await using var command = PresenceSql.ReadLostFirstReadings(connection, accounts, days);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<long> lost = [];
        while (await reader.ReadAsync(ct)) lost.Add(reader.GetInt64(0));
        return lost;
    }

    private static async Task<Dictionary<long, DateOnly>> FirstReadingsAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct)
    {
        await using var command = ReadingSql.ReadHistory(connection, accounts);
        await using var reader = await command.ExecuteReaderAsync(ct);
        Dictionary<long, DateOnly> first = [];
        while (await reader.ReadAsync(ct))
            if (!first.ContainsKey(reader.GetInt64(0)))
                first.Add(reader.GetInt64(0), reader.GetFieldValue<DateOnly>(1).AddDays(FirstDay(reader.GetFieldValue<byte[]>(2))));
        return first;
    }

    // A stored row has at least one reading.
    private static int FirstDay(byte[] data)
    {
        var days = 0u;
        for (var reader = new ReadingMonthReader(data); reader.Next();) days |= reader.Days;
        return BitOperations.TrailingZeroCount(days);
    }
}
