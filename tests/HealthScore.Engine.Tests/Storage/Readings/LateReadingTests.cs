using HealthScore.Domain.Metrics;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Tests;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage.Readings;

/// <summary>What comes for days that were scored for good is counted: against a comparison of all readings before and after.</summary>
public sealed class LateReadingTests : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly DateOnly First = new(2025, 1, 20);
    private readonly NpgsqlDataSource _source;
    private readonly ReadingStore _store;
    private readonly ReadingModel _model = new();
    private readonly SortedDictionary<(short, DateOnly), (long Added, long Corrected, long Removed)> _late = [];

    public LateReadingTests(TestDatabase database) => (_source, _store) = (database.DataSource, new(database.DataSource));

    // Of a run that is provisional the last day is open, of one of month ends all but these, and of one that failed every day.
    public Task InitializeAsync() => ExecuteAsync(
        """
        truncate reading_month, metric_day, gauge_start, late_reading; delete from account; delete from metric; delete from scoring_run;
        insert into account (id, external_id, name, start) select n, n, n, '2025-01-01' from generate_series(1, 40) n;
        insert into metric (id, key, name, kind, freshness, unit, description, higher_is_better, is_leading) select n, 'm' || n, '', 1 + n % 2, 3, '', '', true, true from generate_series(1, 5) n;
        insert into scoring_run (trigger, from_day, to_day, is_provisional, month_ends_only, requested_by, requested_at, status, token, accounts_total, accounts_done, scores_written, cancel_requested) values
            (3, '2025-01-25', '2025-02-03', false, false, '', now(), 3, 1, 0, 0, 0, false),
            (2, '2025-02-02', '2025-02-06', true, false, '', now(), 3, 1, 0, 0, 0, false),
            (3, '2025-02-01', '2025-04-10', false, true, '', now(), 3, 1, 0, 0, 0, false),
            (3, '2025-02-01', '2025-04-10', false, false, '', now(), 4, 1, 0, 0, 0, false)
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RandomWrites_AreCountedWhereADayIsClosed(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 8; round++)
        {
            var mayRemove = round > 2;
            await WriteBothAsync([.. Enumerable.Range(0, 1500).Select(_ => new Reading(
                random.Next(1, 41), (short)random.Next(1, 6), First.DayNumber + random.Next(75), mayRemove && random.Next(3) == 0 ? double.NaN : random.Next(4)))]);
            (await StoredAsync()).Should().Equal(_late.Select(l => (l.Key.Item1, l.Key.Item2, l.Value.Added, l.Value.Corrected, l.Value.Removed)));
        }
    }

    [Fact]
    public async Task Writes_ToOpenDaysOrOfKnownValues_AreNotLate()
    {
        await WriteBothAsync([new(1, 1, new DateOnly(2025, 2, 6).DayNumber, 1), new(1, 1, new DateOnly(2025, 2, 27).DayNumber, 1), new(1, 1, new DateOnly(2025, 4, 1).DayNumber, 1)]);
        (await StoredAsync()).Should().BeEmpty();

        await WriteBothAsync([new(1, 1, new DateOnly(2025, 2, 28).DayNumber, 1)]);
        await WriteBothAsync([new(1, 1, new DateOnly(2025, 2, 28).DayNumber, 1)]);
        (await StoredAsync()).Should().Equal(((short)1, new DateOnly(2025, 2, 1), 1L, 0L, 0L));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Write_ThatARunIsFasterThan_IsLate(int status)
    {
        var day = new DateOnly(2025, 3, 10);
        await WriteAsync([new(1, 1, day.DayNumber, 1)]);
        Task<ReadingCounts> writing;
        await using (var connection = await _source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            await using (var hold = new NpgsqlCommand("select from metric_day for update", connection)) await hold.ExecuteNonQueryAsync();
            writing = WriteAsync([new(2, 1, day.DayNumber, 1), new(3, 1, day.DayNumber, 1)]);
            await Eventually.IsAsync(async () => await CountAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0, "it has read and written, and waits");
            await ExecuteAsync($"""
                insert into scoring_run (trigger, from_day, to_day, is_provisional, month_ends_only, requested_by, requested_at, status, token, accounts_total, accounts_done, scores_written, cancel_requested)
                values (1, '{day:yyyy-MM-dd}', '{day:yyyy-MM-dd}', false, false, '', now(), {status}, 1, 0, 0, 0, false)
                """);
        }

        (await writing).Late.Should().Be(2);
        (await StoredAsync()).Should().Equal(((short)1, new DateOnly(2025, 3, 1), 2L, 0L, 0L));
    }

    [Fact]
    public async Task Writes_ByManyAtOnce_LoseNoCount()
    {
        await Task.WhenAll(Enumerable.Range(1, 6).Select(writer => Task.Run(async () =>
        {
            for (var step = 0; step < 5; step++)
                await WriteAsync([.. Enumerable.Range(0, 30).Select(i => new Reading(1 + ((writer + i) % 20), (short)(1 + (writer % 2)), First.DayNumber + 5 + i, (writer * 10) + step))]);
        })));

        var stored = await StoredAsync();
        stored.Sum(s => s.Added).Should().Be(await CountAsync("select count(*) from reading where day in (select generate_series(date '2025-01-25', date '2025-02-05', '1 day'))"));
        stored.Sum(s => s.Corrected).Should().BeGreaterThan(0);
    }

    private static bool IsClosed(DateOnly day) => (day >= new DateOnly(2025, 1, 25) && day <= new DateOnly(2025, 2, 5)) || day == new DateOnly(2025, 2, 28) || day == new DateOnly(2025, 3, 31);

    private async Task WriteBothAsync(Reading[] batch)
    {
        var before = _model.All.ToDictionary(r => (r.AccountId, r.MetricId, r.Day), r => r.Value);
        _model.Write(batch);
        var after = _model.All.ToDictionary(r => (r.AccountId, r.MetricId, r.Day), r => r.Value);
        var late = 0L;
        foreach (var key in before.Keys.Union(after.Keys))
        {
            var day = DateOnly.FromDayNumber(key.Day);
            var (had, has) = (before.TryGetValue(key, out var old), after.TryGetValue(key, out var value));
            if (!IsClosed(day) || (had && has && old == value)) continue;
            var month = (key.MetricId, new DateOnly(day.Year, day.Month, 1));
            var (added, corrected, removed) = _late.GetValueOrDefault(month);
            _late[month] = !had ? (added + 1, corrected, removed) : has ? (added, corrected + 1, removed) : (added, corrected, removed + 1);
            late++;
        }

        (await WriteAsync(batch)).Late.Should().Be(late);
    }

    private async Task<ReadingCounts> WriteAsync(Reading[] batch)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var counts = await _store.WriteAsync(transaction, batch);
        await transaction.CommitAsync();
        return counts;
    }

    private async Task<List<(short Metric, DateOnly Month, long Added, long Corrected, long Removed)>> StoredAsync()
    {
        List<(short, DateOnly, long, long, long)> stored = [];
        await using var command = _source.CreateCommand("select metric_id, month, added, corrected, removed from late_reading order by 1, 2");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) stored.Add((reader.GetInt16(0), reader.GetFieldValue<DateOnly>(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        return stored;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
