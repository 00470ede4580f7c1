using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Engine.Journeys;

/// <summary>The statement that puts an account into a stage.</summary>
internal static class StageMoveSql
{
    /// <summary>
    /// From the day on until another stage was given anyway; segment, owner and ARR of a state stay. Returns the stage before and the one that
    /// was given before. To be called with the lock of placing.
    /// </summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="account">The account.</param>
    /// <param name="stage">The stage that it is in from now on.</param>
    /// <param name="given">The stage that counts as given: another one when a rule had put it into the stage.</param>
    /// <param name="day">From when on.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<(int? Before, int? Given)> PutAsync(NpgsqlConnection connection, long account, int? stage, int? given, DateOnly day, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with was as (
                select a.id, s.segment_id, s.stage_id, s.owner_id, coalesce(s.arr, 0) as arr, coalesce(s.is_placed, false) as is_placed, s.given_segment_id,
                       case when s.is_staged then s.given_stage_id else s.stage_id end as given
                from account a
                left join lateral (select * from account_state s where s.account_id = a.id and s.from_day <= $2 order by s.from_day desc limit 1) s on true
                where a.id = $1),
            later as (
                update account_state l set stage_id = $3, is_staged = $5, given_stage_id = case when $5 then $4 end from was
                where l.account_id = was.id and l.from_day > $2 and not exists (
                    select from account_state x where x.account_id = was.id and x.from_day > $2 and x.from_day <= l.from_day
                      and case when x.is_staged then x.given_stage_id else x.stage_id end is distinct from was.given)),
            put as (
                insert into account_state (account_id, from_day, segment_id, stage_id, owner_id, arr, is_placed, given_segment_id, is_staged, given_stage_id)
                select id, $2, segment_id, $3, owner_id, arr, is_placed, given_segment_id, $5, case when $5 then $4 end from was
                on conflict (account_id, from_day) do update set stage_id = excluded.stage_id, is_staged = excluded.is_staged, given_stage_id = excluded.given_stage_id)
            select stage_id, given from was
            """, connection)
        { Parameters = { new() { Value = account }, new() { Value = day }, Id(stage), Id(given), new() { Value = stage != given } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (await reader.IsDBNullAsync(0, ct) ? null : reader.GetInt32(0), await reader.IsDBNullAsync(1, ct) ? null : reader.GetInt32(1));
    }

    private static NpgsqlParameter Id(int? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };
}
