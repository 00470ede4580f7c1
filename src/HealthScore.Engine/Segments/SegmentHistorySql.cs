using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Engine.Segments;

/// <summary>The statement that finds who came to a segment and who went.</summary>
internal static class SegmentHistorySql
{
    /// <summary>From one day to another, both included: how many came and went, and the newest of them by name.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="owner">Only accounts that are this one's now; null: all.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last.</param>
    /// <param name="most">How many are named.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<(int Entered, int Left, IReadOnlyList<SegmentPassage> Newest)> PassagesAsync(
        NpgsqlConnection connection, int segment, int? owner, DateOnly from, DateOnly to, int most, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with changed as (
                select s.account_id, s.from_day as day, s.segment_id as now, p.segment_id as was, p.from_day is null as is_new, false as has_churned
                from account_state s
                left join lateral (select x.from_day, x.segment_id from account_state x where x.account_id = s.account_id and x.from_day < s.from_day order by x.from_day desc limit 1) p on true
                -- Only accounts that were ever in it: an import may have written a state of every account in these days.
                where s.from_day between $3 and $4 and s.account_id in (select o.account_id from account_state o where o.segment_id = $1) and s.segment_id is distinct from p.segment_id and (s.segment_id = $1 or p.segment_id = $1)
                union all
                -- The day of the churn is its last day with us.
                select a.id, a.churned, null, s.segment_id, false, true
                from account a
                cross join lateral (select x.segment_id from account_state x where x.account_id = a.id and x.from_day <= a.churned order by x.from_day desc limit 1) s
                where a.churned between $3 and $4 and s.segment_id = $1),
            passage as (
                select c.*, a.name, c.now is not distinct from $1 as has_entered from changed c join account a on a.id = c.account_id
                where (a.churned is null or c.day <= a.churned)
                  and ($2::integer is null or exists (select from account_current o where o.account_id = c.account_id and o.owner_id = $2)))
            select p.day, p.account_id, p.name, p.has_entered, (select g.name from segment g where g.id = case when p.has_entered then p.was else p.now end) as other, is_new, has_churned,
                   count(*) filter (where has_entered) over (), count(*) filter (where not has_entered) over ()
            from passage p order by p.day desc, p.name, p.account_id limit $5
            """, connection)
        { Parameters = { new() { Value = segment }, new() { Value = (object?)owner ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }, new() { Value = from }, new() { Value = to }, new() { Value = most } } };
        List<SegmentPassage> newest = [];
        var (entered, left) = (0, 0);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            newest.Add(new(reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1), reader.GetString(2), reader.GetBoolean(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetBoolean(5), reader.GetBoolean(6)));
            (entered, left) = ((int)reader.GetInt64(7), (int)reader.GetInt64(8));
        }

        return (entered, left, newest);
    }
}
