using Npgsql;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>Changes owners of many accounts at once, which typed queries would do one by one.</summary>
internal static class AssignSql
{
    /// <summary>
    /// From the day on until the owner changes again; all else of a state stays, also that a condition placed it. Returns the accounts that
    /// had another owner, with that one.
    /// </summary>
    public static async Task<IReadOnlyList<OwnerOf>> AssignAsync(NpgsqlConnection connection, long[] accounts, int?[] owners, DateOnly day, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with state as materialized (
                select s.* from account a cross join lateral (select * from account_state s where s.account_id = a.id and s.from_day <= $3 order by s.from_day desc limit 1) s
                where a.id = any($1)),
            was as (
                select g.account_id, g.owner_id as next, s.segment_id, s.stage_id, s.owner_id, coalesce(s.arr, 0) as arr,
                       coalesce(s.is_placed, false) as is_placed, s.given_segment_id, coalesce(s.is_staged, false) as is_staged, s.given_stage_id
                from unnest($1, $2) g (account_id, owner_id)
                left join state s on s.account_id = g.account_id
                where s.owner_id is distinct from g.owner_id),
            later as (
                update account_state l set owner_id = was.next from was
                where l.account_id = was.account_id and l.from_day > $3 and l.owner_id is not distinct from was.owner_id
                  and not exists (select from account_state x where x.account_id = l.account_id and x.from_day > $3 and x.from_day < l.from_day and x.owner_id is distinct from was.owner_id)),
            put as (
                insert into account_state (account_id, from_day, segment_id, stage_id, owner_id, arr, is_placed, given_segment_id, is_staged, given_stage_id)
                select account_id, $3, segment_id, stage_id, next, arr, is_placed, given_segment_id, is_staged, given_stage_id from was order by account_id
                on conflict (account_id, from_day) do update set owner_id = excluded.owner_id)
            select account_id, owner_id from was order by account_id
            """, connection)
        { Parameters = { new() { Value = accounts }, new() { Value = owners }, new() { Value = day } } };
        List<OwnerOf> before = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) before.Add(new(reader.GetInt64(0), await reader.IsDBNullAsync(1, ct) ? null : reader.GetInt32(1)));
        return before;
    }
}
