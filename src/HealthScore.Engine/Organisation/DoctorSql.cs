using Npgsql;

namespace HealthScore.Engine.Organisation;

/// <summary>What an installation's check-up asks the database.</summary>
public static class DoctorSql
{
    /// <summary>The time by the database's own clock.</summary>
    public static async Task<DateTimeOffset> NowAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(ct))!);
    }

    /// <summary>True when parts of names are indexed.</summary>
    public static async Task<bool> HasSearchIndexAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select to_regclass('ix_account_name_part') is not null", connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The newest day up to <paramref name="today"/> with a reading, and the newest that is scored for good; null: none.</summary>
    public static async Task<(DateOnly? Reading, DateOnly? Score)> NewestAsync(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select (select max(day) from metric_day where day <= $1),
                   (select p.day from portfolio_total p
                    where not exists (select from score s where s.day = p.day and s.kind = p.kind and s.provisional)
                    order by p.day desc limit 1)
            """,
            connection)
        { Parameters = { new() { Value = today } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (Day(reader, 0), Day(reader, 1));
    }

    private static DateOnly? Day(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);
}
