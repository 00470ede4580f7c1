using HealthScore.Engine.Organisation;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Organisation;

public sealed class DoctorSqlTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly Today = new(2024, 7, 10);

    [Fact]
    public async Task Newest_WithAReadingOfTheFutureAndAProvisionalDay_LeavesThemOut()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var command = database.DataSource.CreateCommand(
            """
            with m as (insert into metric (key, name, kind, freshness, unit, description, higher_is_better, is_leading) values ('logins', 'Logins', 1, 3, '', '', true, true) returning id)
            insert into metric_day (metric_id, day, readings) select id, day, 1 from m, unnest(array['2024-07-08', '2024-07-11']::date[]) day;
            insert into portfolio_total (day, kind, band, accounts, arr, score_sum) values ('2024-07-09', 1, 1, 1, 0, 50), ('2024-07-10', 1, 1, 1, 0, 50);
            select ensure_score_months('2024-07-01', '2024-07-31');
            insert into score (account_id, kind, day, version_id, provisional, band, manual, coverage, arr, held_band, held_version, recent_bands, data)
            values (1, 1, '2024-07-10', 1, true, 1, false, 1, 0, 1, 1, 0, '');
            """);
        (await DoctorSql.NewestAsync(connection, Today, default)).Should().Be(((DateOnly?)null, (DateOnly?)null));
        await command.ExecuteNonQueryAsync();
        (await DoctorSql.NewestAsync(connection, Today, default)).Should().Be((new DateOnly(2024, 7, 8), new DateOnly(2024, 7, 9)));
    }

    [Fact]
    public async Task Now_IsTheDatabasesTime()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        (await DoctorSql.NowAsync(connection, default)).Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
    }
}
