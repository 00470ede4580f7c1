using HealthScore.Domain.Metrics;
using HealthScore.Engine.Storage.Readings;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage.Readings;

/// <summary>The slow and obvious twin of <see cref="ReadingStore"/>: a dictionary.</summary>
internal sealed class ReadingModel
{
    public static readonly short[] Gauges = [2, 3];

    private readonly Dictionary<(long Account, short Metric, int Day), double> _readings = [];

    public IEnumerable<Reading> All => _readings
        .Select(r => new Reading(r.Key.Account, r.Key.Metric, r.Key.Day, r.Value))
        .OrderBy(r => r.AccountId).ThenBy(r => r.MetricId).ThenBy(r => r.Day);

    public ReadingCounts Write(IEnumerable<Reading> batch)
    {
        long added = 0, changed = 0, unchanged = 0, removed = 0;
        foreach (var last in batch.GroupBy(r => (r.AccountId, r.MetricId, r.Day)).Select(g => g.Last()))
        {
            var key = (last.AccountId, last.MetricId, last.Day);
            var had = _readings.TryGetValue(key, out var old);
            if (double.IsNaN(last.Value)) _ = _readings.Remove(key) ? removed++ : unchanged++;
            else if (!had) added++;
            else if (BitConverter.DoubleToInt64Bits(old) == BitConverter.DoubleToInt64Bits(last.Value)) unchanged++;
            else changed++;
            if (!double.IsNaN(last.Value)) _readings[key] = last.Value;
        }
        return new(added, changed, unchanged, removed);
    }

    /// <summary>Compares everything the store keeps with what it should be.</summary>
    public async Task ShouldEqualAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        (await StoredAsync(source)).Select(Bits).Should().Equal(All.Select(Bits));

        var days = new List<(short, DateOnly, long)>();
        await using (var command = new NpgsqlCommand("select metric_id, day, readings from metric_day order by 1, 2", connection))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) days.Add((reader.GetInt16(0), reader.GetFieldValue<DateOnly>(1), reader.GetInt64(2)));
        days.Should().Equal(_readings.Keys.GroupBy(k => (k.Metric, k.Day)).OrderBy(g => g.Key)
            .Select(g => (g.Key.Metric, DateOnly.FromDayNumber(g.Key.Day), g.LongCount())));

        var first = new Dictionary<long, DateOnly>();
        await using (var command = new NpgsqlCommand("select id, first_reading from account where first_reading is not null", connection))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) first.Add(reader.GetInt64(0), reader.GetFieldValue<DateOnly>(1));
        first.Should().BeEquivalentTo(_readings.Keys.GroupBy(k => k.Account).ToDictionary(g => g.Key, g => DateOnly.FromDayNumber(g.Min(k => k.Day))));

        (await GaugeStartsAsync(connection)).Should().Equal(_readings.Keys.Where(k => Gauges.Contains(k.Metric)).GroupBy(k => (k.Account, k.Metric)).OrderBy(g => g.Key)
            .Select(g => (g.Key.Account, g.Key.Metric, DateOnly.FromDayNumber(g.Min(k => k.Day)))));
    }

    private static async Task<List<(long, short, DateOnly)>> GaugeStartsAsync(NpgsqlConnection connection)
    {
        List<(long, short, DateOnly)> starts = [];
        await using var command = new NpgsqlCommand("select account_id, metric_id, day from gauge_start order by 1, 2", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) starts.Add((reader.GetInt64(0), reader.GetInt16(1), reader.GetFieldValue<DateOnly>(2)));
        return starts;
    }

    public static async Task<List<Reading>> StoredAsync(NpgsqlDataSource source, ReadingRange? range = null)
    {
        range ??= ReadingRange.AllAccounts(ReadingStore.FirstDay, ReadingStore.LastDay);
        List<Reading> stored = [];
        await using var connection = await source.OpenConnectionAsync();
        await foreach (var (account, readings) in new ReadingStore(source).ReadAsync(connection, range))
            for (short metric = 0; metric < 200; metric++)
            {
                var series = readings.Series(metric);
                for (var i = 0; i < series.Count; i++) stored.Add(new(account, metric, series.Days[i], series.Values[i]));
            }
        return stored;
    }

    // Equality of doubles takes -0.0 for 0.0.
    public static (long, short, int, long) Bits(Reading reading) =>
        (reading.AccountId, reading.MetricId, reading.Day, BitConverter.DoubleToInt64Bits(reading.Value));
}
