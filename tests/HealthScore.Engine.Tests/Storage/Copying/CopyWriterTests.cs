using HealthScore.Engine.Storage.Copying;
using HealthScore.Tests;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage.Copying;

public sealed class CopyWriterTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Rows_Copied_AreWhatPostgresReads()
    {
        long[] amounts = [0, 1, 99, 100, 101, -1, -12345, 10_000, 99_999_999, 1_000_000, 100_000_000, 123_456_789_012_345, -99_999_999_999_999_99, 9_999_00, 10_000_00, 50, 1_0000_0000_00];
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand("create temp table t (n integer, arr numeric(16, 2), day date, flag boolean, d double precision, s smallint, i integer, b bytea)", connection)) await create.ExecuteNonQueryAsync();

        await using (var copy = await CopyWriter.BeginAsync(connection, "copy t from stdin (format binary)", default))
        {
            // Enough rows to fill the buffer more than once.
            for (var n = 0; n < 20_000; n++)
            {
                copy.Rows.Row(8).Add(n).Add(amounts[n % amounts.Length] / 100m).Add(new DateOnly(1999, 12, 30).AddDays(n)).Add(n % 2 == 0)
                    .Add(n % 3 == 0 ? null : (double?)(n / 7.0)).Add((short)-n).Add(n % 5 == 0 ? null : (int?)n).Column(n % 4).Fill((byte)n);
                await copy.FlushAsync(default);
            }

            await copy.CompleteAsync(default);
        }

        await using var command = new NpgsqlCommand("select n, arr, day, flag, d, s, i, b from t order by n", connection);
        await using var reader = await command.ExecuteReaderAsync();
        for (var n = 0; n < 20_000; n++)
        {
            (await reader.ReadAsync()).Should().BeTrue();
            reader.GetDecimal(1).Should().Be(amounts[n % amounts.Length] / 100m);
            (reader.GetInt32(0), reader.GetFieldValue<DateOnly>(2), reader.GetBoolean(3), reader.GetInt16(5)).Should().Be((n, new DateOnly(1999, 12, 30).AddDays(n), n % 2 == 0, (short)-n));
            (reader.IsDBNull(4) ? null : (double?)reader.GetDouble(4)).Should().Be(n % 3 == 0 ? null : n / 7.0);
            (reader.IsDBNull(6) ? null : (int?)reader.GetInt32(6)).Should().Be(n % 5 == 0 ? null : n);
            reader.GetFieldValue<byte[]>(7).Should().Equal(Enumerable.Repeat((byte)n, n % 4));
        }
    }

    [Fact]
    public async Task Copy_ThatIsNotCompleted_WritesNothing()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand("create temp table u (n integer)", connection)) await create.ExecuteNonQueryAsync();
        await using (var copy = await CopyWriter.BeginAsync(connection, "copy u from stdin (format binary)", default))
        {
            copy.Rows.Row(1).Add(1);
        }

        await using var count = new NpgsqlCommand("select count(*) from u", connection);
        (await count.ExecuteScalarAsync()).Should().Be(0L);
    }
}
