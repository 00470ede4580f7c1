using HealthScore.Domain.Metrics;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Tests;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage.Readings;

/// <summary>Writing and reading, by <see cref="ReadingSql"/> and <see cref="PresenceSql"/>, against dictionaries.</summary>
public sealed class ReadingStoreTests : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const short Logins = 1, Seats = 2;
    private readonly NpgsqlDataSource _source;
    private readonly ReadingStore _store;
    private readonly ReadingModel _model = new();

    public ReadingStoreTests(TestDatabase database) => (_source, _store) = (database.DataSource, new(database.DataSource));

    public static TheoryData<int, double> Refused => new()
    {
        { Day(1989, 12, 31), 1 },
        { Day(2101, 1, 1), 1 },
        { Day(2025, 1, 1), double.PositiveInfinity },
        { Day(2025, 1, 1), double.NegativeInfinity },
    };

    public Task InitializeAsync() => ExecuteAsync(
        $"""
        truncate reading_month, metric_day, gauge_start; delete from account; insert into account (id, external_id, name, start) select n, n, n, '2025-01-01' from generate_series(1, 300) n;
        delete from metric; insert into metric (id, key, name, kind, freshness, unit, description, higher_is_better, is_leading)
        select n, 'm' || n, '', case when n in ({ReadingModel.Gauges[0]}, {ReadingModel.Gauges[1]}) then 2 else 1 end, 3, '', '', true, true from generate_series(1, 70) n
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Readings_WrittenAndRead_AreTheSame()
    {
        await WriteBothAsync(
            new(7, Logins, Day(2025, 1, 31), 5),
            new(7, Logins, Day(2025, 2, 1), 6),
            new(7, Seats, Day(2024, 2, 29), 0.25),
            new(8, Logins, Day(1990, 1, 1), -0.0),
            new(8, Logins, Day(2100, 12, 31), double.Epsilon));
        await _model.ShouldEqualAsync(_source);
    }

    [Fact]
    public async Task SameReadings_WrittenAgain_TouchNoRow()
    {
        var batch = Random(1, 5000, removals: false);
        await WriteBothAsync(batch);
        var before = await ScalarAsync("select sum(hashtext(xmin::text || ctid::text)) from (select xmin, ctid from reading_month union all select xmin, ctid from metric_day union all select xmin, ctid from account) t");

        var counts = await WriteBothAsync(batch);

        counts.Should().Be(new ReadingCounts(0, 0, batch.Select(r => (r.AccountId, r.MetricId, r.Day)).Distinct().Count(), 0));
        (await ScalarAsync("select sum(hashtext(xmin::text || ctid::text)) from (select xmin, ctid from reading_month union all select xmin, ctid from metric_day union all select xmin, ctid from account) t")).Should().Be(before);
    }

    [Fact]
    public async Task LaterEntryOfABatch_ForTheSameDay_Wins()
    {
        (await WriteBothAsync(new(1, Logins, Day(2025, 3, 1), 1), new(1, Logins, Day(2025, 3, 1), 2))).Should().Be(new ReadingCounts(1, 0, 0, 0));
        (await WriteBothAsync(new(1, Logins, Day(2025, 3, 1), 9), new(1, Logins, Day(2025, 3, 1), double.NaN))).Should().Be(new ReadingCounts(0, 0, 0, 1));
        await _model.ShouldEqualAsync(_source);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task RandomWrites_OneAfterTheOther_EqualADictionary(int seed)
    {
        for (var round = 0; round < 8; round++)
        {
            await WriteBothAsync(Random(seed + (100 * round), 3000, removals: round > 2));
            await _model.ShouldEqualAsync(_source);
        }
    }

    [Fact]
    public async Task FirstReading_Removed_MovesToTheNextOne()
    {
        await WriteBothAsync(new(1, Logins, Day(2025, 1, 5), 1), new(1, Seats, Day(2025, 3, 9), 1), new(2, Logins, Day(2025, 1, 5), 1));
        await WriteBothAsync(new Reading(1, Logins, Day(2025, 1, 5), double.NaN));
        await _model.ShouldEqualAsync(_source);
        (await ScalarAsync("select first_reading from account where id = 1")).Should().Be(new DateOnly(2025, 3, 9));
        await WriteBothAsync(new Reading(1, Seats, Day(2025, 3, 9), double.NaN));
        await _model.ShouldEqualAsync(_source);
        (await ScalarAsync("select count(*) from reading_month where account_id = 1")).Should().Be(0L);
    }

    [Fact]
    public async Task Account_Removed_LeavesTheOthers()
    {
        var batch = Random(4, 4000, removals: false);
        await WriteBothAsync(batch);
        var expected = _model.Write(_model.All.Where(r => r.AccountId == 5).Select(r => r with { Value = double.NaN }).ToList());

        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        (await _store.RemoveAccountAsync(transaction, 5)).Should().Be(expected);
        await transaction.CommitAsync();

        await _model.ShouldEqualAsync(_source);
    }

    [Fact]
    public async Task RolledBackWrite_LeavesNothing()
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await _store.WriteAsync(transaction, new[] { new Reading(1, Logins, Day(2031, 5, 5), 1) });
            await transaction.RollbackAsync();
        }
        await _model.ShouldEqualAsync(_source);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task ImpossibleReading_Written_IsRefused(int day, double value)
    {
        var write = () => WriteAsync([new(1, Logins, day, value)]);
        await write.Should().ThrowAsync<ArgumentException>();
        await _model.ShouldEqualAsync(_source);
    }

    [Fact]
    public async Task Range_Read_GivesItsAccountsDaysAndMetricsOnly()
    {
        await WriteBothAsync(Random(6, 8000, removals: false));
        foreach (var (first, last) in new[] { ((2024, 12, 15), (2025, 2, 14)), ((2025, 1, 1), (2025, 1, 31)), ((2025, 1, 7), (2025, 1, 7)), ((2025, 2, 1), (2025, 1, 1)) })
        {
            var range = new ReadingRange(20, 200, new(first.Item1, first.Item2, first.Item3), new(last.Item1, last.Item2, last.Item3), [1, 3, 70]);
            (await ReadingModel.StoredAsync(_source, range)).Select(ReadingModel.Bits).Should().Equal(_model.All
                .Where(r => r.AccountId is >= 20 and <= 200 && r.Day >= range.First.DayNumber && r.Day <= range.Last.DayNumber && range.Metrics!.Contains(r.MetricId))
                .Select(ReadingModel.Bits));
        }
    }

    [Fact]
    public async Task OneAccount_Read_IsSortedByMetricAndDay()
    {
        await WriteBothAsync(Random(7, 8000, removals: false));
        await using var connection = await _source.OpenConnectionAsync();
        var (first, last) = (new DateOnly(2025, 1, 10), new DateOnly(2025, 3, 3));
        (await _store.ReadAccountAsync(connection, 9, first, last)).Select(ReadingModel.Bits).Should().Equal(_model.All
            .Where(r => r.AccountId == 9 && r.Day >= first.DayNumber && r.Day <= last.DayNumber).Select(ReadingModel.Bits));
    }

    [Fact]
    public async Task ConcurrentWriters_OnTheSameMonths_LoseNothing()
    {
        // Each writer has a metric and days of its own, and all of them touch the same rows, old and new, in two steps.
        Reading[] Part(int writer, int step) => [.. from account in Enumerable.Range(1, 60)
            from day in Enumerable.Range(0, 4)
            select new Reading(account, (short)(1 + (writer % 3)), Day(2025, 5 + (step % 2), 1 + writer + (day * 7)), (step * 100) + writer)];
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var step = 0; step < 6; step++) await WriteAsync(Part(writer, step));
        })));
        for (var step = 0; step < 6; step++)
            for (var writer = 0; writer < 6; writer++) _model.Write(Part(writer, step));
        await _model.ShouldEqualAsync(_source);
    }

    [Fact]
    public async Task ConcurrentWritersAndRemovers_KeepTheCountsExact()
    {
        Reading[] Part(int writer, int step) => [.. Random(writer + (10 * step), 300, removals: step % 2 == 1).Select(r => r with { MetricId = (short)(writer + 1) })];
        await Task.WhenAll(Enumerable.Range(0, 5).Select(writer => Task.Run(async () =>
        {
            for (var step = 0; step < 6; step++) await WriteAsync(Part(writer, step));
        })));
        for (var step = 0; step < 6; step++)
            for (var writer = 0; writer < 5; writer++) _model.Write(Part(writer, step));
        await _model.ShouldEqualAsync(_source);
    }

    [Fact]
    public async Task NewMonth_WhileAWriterHasNotCommitted_KeepsNobodyWaiting()
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await _store.WriteAsync(transaction, new[] { new Reading(1, Logins, Day(2040, 1, 1), 1) });

        await WriteAsync([new(2, Seats, Day(2040, 2, 1), 1), new(2, Seats, Day(2040, 1, 2), 1)]).WaitAsync(TimeSpan.FromSeconds(10));
        (await ReadingModel.StoredAsync(_source)).Should().HaveCount(2);
        await transaction.RollbackAsync();
    }

    [Fact]
    public async Task Progress_OfALargeWrite_EndsWithAll()
    {
        var told = new Told();
        var batch = Random(3, 20000, removals: false);
        await WriteAsync(batch, told);
        told.Values.Should().BeInAscendingOrder().And.HaveCountGreaterThan(1);
        told.Values[^1].Should().Be(batch.Length);
    }

    [Fact]
    public async Task SqlView_Unpacked_EqualsOurDecoder()
    {
        double[] awkward = [0.0, -0.0, 255, 65535, -5, 0.1, 12.345, 1.0 / 3, 0.1f, float.Epsilon, float.MaxValue, 1e300, double.Epsilon, -double.Epsilon, double.MaxValue, 2.2250738585072014e-308, int.MinValue];
        List<Reading> batch = [.. Random(8, 2000, removals: false)];
        for (var a = 0; a < awkward.Length; a++)
            for (var b = 0; b < awkward.Length; b++)
                batch.AddRange(new Reading(a + 1, (short)(100 + b), Day(2026, 1, 1), awkward[a]), new Reading(a + 1, (short)(100 + b), Day(2026, 1, 31), awkward[b]));
        await WriteBothAsync([.. batch]);

        List<Reading> seen = [];
        await using var command = _source.CreateCommand("select account_id, metric_id, day, value from reading order by 1, 2, 3");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            seen.Add(new(reader.GetInt64(0), reader.GetInt16(1), reader.GetFieldValue<DateOnly>(2).DayNumber, reader.GetDouble(3)));
        seen.Select(ReadingModel.Bits).Should().Equal(_model.All.Select(ReadingModel.Bits));
    }

    private static int Day(int year, int month, int day) => new DateOnly(year, month, day).DayNumber;

    private static Reading[] Random(int seed, int count, bool removals)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Reading(
            random.Next(1, 301), (short)random.Next(1, 5), Day(2024, 12, 1) + random.Next(120),
            removals && random.Next(3) > 0 ? double.NaN : random.Next(3) == 0 ? random.NextDouble() : random.Next(100)))];
    }

    private async Task<ReadingCounts> WriteBothAsync(params Reading[] batch)
    {
        var counts = await WriteAsync(batch);
        counts.Should().Be(_model.Write(batch));
        return counts;
    }

    private async Task<ReadingCounts> WriteAsync(Reading[] batch, IProgress<long>? progress = null)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var counts = await _store.WriteAsync(transaction, batch, progress);
        await transaction.CommitAsync();
        return counts;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private sealed class Told : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
