using HealthScore.Domain.Scoring;
using Npgsql;

namespace HealthScore.Engine.Portfolio;

/// <summary>What the portfolio asks of the daily sums that a typed query cannot say.</summary>
internal static class PortfolioSql
{
    /// <summary>Whether the accounts' current rows are still the same.</summary>
    public static async Task<CurrentStamp> StampAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        // The sum tells of those that were committed behind a later one. That takes no day, so the latest are enough.
        await using var command = source.CreateCommand("select coalesce(sum(id), 0)::bigint, coalesce(max(id), 0) from account_current_change where id > (select max(id) from account_current_change) - 5000");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new(reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>The last scored day between two days, both included; null: none was.</summary>
    public static async Task<DateOnly?> LastDayAsync(NpgsqlDataSource source, ScoreKind kind, DateOnly first, DateOnly last, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select max(day) from portfolio_total where kind = $1 and day between $2 and $3");
        command.Parameters.Add(new() { Value = (short)kind });
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = last });
        return await command.ExecuteScalarAsync(ct) as DateOnly?;
    }

    /// <summary>The last scored day of each month that has one. Each month is one look into the index: there may be years of days.</summary>
    public static async Task<List<DateOnly>> LastDaysAsync(NpgsqlDataSource source, ScoreKind kind, IEnumerable<DateOnly> months, DateOnly last, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            select d.day from unnest($2) m (first)
            cross join lateral (
                select t.day from portfolio_total t
                where t.kind = $1 and t.day >= m.first and t.day < m.first + interval '1 month' and t.day <= $3
                order by t.day desc limit 1) d
            order by d.day
            """);
        command.Parameters.Add(new() { Value = (short)kind });
        command.Parameters.Add(new() { Value = months.ToArray() });
        command.Parameters.Add(new() { Value = last });
        List<DateOnly> days = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) days.Add(reader.GetFieldValue<DateOnly>(0));
        return days;
    }
}
