using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Engine.Portfolio;

/// <summary>What the portfolio asks of the past that a typed query cannot say.</summary>
internal static class PortfolioSql
{
    /// <summary>Whether the accounts' current rows are still the same.</summary>
    // The sum tells of those that were committed behind a later one. That takes no day, so the latest are enough.
    public static Task<SumStamp> StampAsync(NpgsqlDataSource source, CancellationToken ct) => StampAsync(
        source, "select coalesce(sum(id), 0)::bigint, coalesce(max(id), 0) from account_current_change where id > (select max(id) from account_current_change) - 5000", ct);

    /// <summary>
    /// Whether what is known of a day some weeks back is still the same: only an import changes what was known of it, and whose team an owner is
    /// in counts as of now. A first reading pushed for a day as far back as that shows on the next day.
    /// </summary>
    public static Task<SumStamp> PastStampAsync(NpgsqlDataSource source, CancellationToken ct) => StampAsync(
        source,
        """
        select (select coalesce(sum(id), 0)::bigint from import_run where id > (select max(id) from import_run) - 5000),
               (select coalesce(sum(hashtext(concat_ws(' ', id, team))), 0) from owner)
        """, ct);

    private static async Task<SumStamp> StampAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new(reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>
    /// The accounts whose next renewal lay within so many days of a day of the past, of those that were customers on it; segment, stage and
    /// owner are those of that day, as in the daily sums.
    /// </summary>
    public static async Task<AccountsSum> RenewalsAsync(NpgsqlDataSource source, Actor actor, PortfolioFilter filter, DateOnly day, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            select count(*)::int, coalesce(sum(s.arr), 0)
            from (select account_id from renewal where day between $1 and $2 group by account_id) r
            join account a on a.id = r.account_id and least(a.start, a.first_reading) <= $1 and (a.churned is null or a.churned >= $1)
            cross join lateral (
                select segment_id, stage_id, owner_id, arr from account_state
                where account_id = r.account_id and from_day <= $1 order by from_day desc limit 1) s
            where ($3::int is null or s.owner_id = $3)
                and ($4::int is null or s.owner_id is not distinct from nullif($4, 0))
                and ($5::int is null or s.segment_id is not distinct from nullif($5, 0))
                and ($6::int is null or s.stage_id is not distinct from nullif($6, 0))
                and ($7::text is null or exists (select from owner o where o.id = s.owner_id and o.team = $7))
            """);
        command.Parameters.Add(new() { Value = day });
        command.Parameters.Add(new() { Value = day.AddDays(RenewalPeriod.Last) });
        foreach (var number in (int?[])[actor.Scope, filter.OwnerId, filter.SegmentId, filter.StageId])
            command.Parameters.Add(new() { Value = number ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = filter.Team ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new(reader.GetInt32(0), reader.GetDecimal(1));
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
