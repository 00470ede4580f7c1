using HealthScore.Domain.Accounts;
using HealthScore.Engine.Ingest.Writing;
using Npgsql;

namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>Accounts, their states, renewals and churned outcomes, many at a time.</summary>
internal static class AccountSql
{
    public static async Task<Dictionary<string, int>> ReadSegmentsAsync(NpgsqlConnection connection, CancellationToken ct) =>
        ByName(await Statement.ListAsync(connection, "select id, name from segment order by id", IdAndName, ct));

    public static async Task<Dictionary<string, int>> ReadStagesAsync(NpgsqlConnection connection, CancellationToken ct) =>
        ByName(await Statement.ListAsync(connection, "select id, name from stage order by id", IdAndName, ct));

    /// <summary>By name and by mail address.</summary>
    public static async Task<Dictionary<string, int>> ReadOwnersAsync(NpgsqlConnection connection, CancellationToken ct) =>
        ByName(await Statement.ListAsync(connection, "select id, name from owner union all select id, email from owner", IdAndName, ct));

    public static Task<List<(int Id, string Name)>> InsertSegmentsAsync(NpgsqlConnection connection, string[] names, CancellationToken ct) => Statement.ListAsync(connection,
        """
        insert into segment (name, position)
        select name, coalesce((select max(position) + 1 from segment), 0) + place - 1 from unnest($1) with ordinality as n (name, place)
        on conflict (name) do update set name = excluded.name returning id, name
        """, IdAndName, ct, names);

    /// <summary>Stages that a file names for the first time belong to a journey; where there is none, this makes the first.</summary>
    public static Task EnsureJourneyAsync(NpgsqlConnection connection, CancellationToken ct) =>
        Statement.RunAsync(connection, "insert into journey (name, position) select 'Customer journey', 0 where not exists (select from journey)", ct);

    /// <summary>Whether a stage of the first journey has an entry rule.</summary>
    public static async Task<bool> HasEntryRulesAsync(NpgsqlConnection connection, CancellationToken ct) =>
        (await Statement.ListAsync(connection, "select exists (select from stage where entry is not null and journey_id = (select id from journey order by position, id limit 1))", r => r.GetBoolean(0), ct))[0];

    /// <summary>At the end of the first journey, which is another one by that for whoever has it open.</summary>
    public static Task<List<(int Id, string Name)>> InsertStagesAsync(NpgsqlConnection connection, string[] names, CancellationToken ct) => Statement.ListAsync(connection,
        """
        with changed as (update journey set revision = revision + 1 where id = (select id from journey order by position, id limit 1))
        insert into stage (name, journey_id, position)
        select n.name, j.id, coalesce((select max(position) + 1 from stage s where s.journey_id = j.id), 0) + place - 1
        from unnest($1) with ordinality as n (name, place), (select id from journey order by position, id limit 1) j
        on conflict (name) do update set name = excluded.name returning id, name
        """, IdAndName, ct, names);

    public static Task<List<(int Id, string Name)>> InsertOwnersAsync(NpgsqlConnection connection, string[] emails, string[] names, CancellationToken ct) => Statement.ListAsync(connection,
        """
        insert into owner (email, name) select * from unnest($1, $2)
        on conflict (email) do update set email = excluded.email returning id, email
        """, IdAndName, ct, emails, names);

    public static Task<List<(long Account, DateOnly From, State State)>> ReadStatesAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct) => Statement.ListAsync(connection,
        "select account_id, from_day, case when is_placed then given_segment_id else segment_id end, case when is_staged then given_stage_id else stage_id end, owner_id, arr, is_placed, case when is_placed then segment_id end, is_staged, case when is_staged then stage_id end from account_state where account_id = any($1)",
        r => (r.GetInt64(0), r.GetFieldValue<DateOnly>(1), new State(r.Get<int>(2), r.Get<int>(3), r.Get<int>(4), r.GetDecimal(5), r.GetBoolean(6), r.Get<int>(7), r.GetBoolean(8), r.Get<int>(9))), ct, accounts);

    public static Task<List<(long Account, DateOnly Day)>> ReadRenewalsAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct) => Statement.ListAsync(connection,
        "select account_id, day from renewal where account_id = any($1)", r => (r.GetInt64(0), r.GetFieldValue<DateOnly>(1)), ct, accounts);

    public static Task<List<(long Account, DateOnly Day)>> ReadChurnedOutcomesAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct) => Statement.ListAsync(connection,
        "select account_id, day from outcome where account_id = any($1) and kind = $2", r => (r.GetInt64(0), r.GetFieldValue<DateOnly>(1)), ct, accounts, (int)OutcomeKind.Churned);

    public static Task UpdateAccountsAsync(NpgsqlConnection connection, long[] ids, string[] names, DateOnly[] starts, DateOnly?[] churned, CancellationToken ct) => Statement.RunAsync(connection,
        """
        update account a set name = n.name, start = n.start, churned = n.churned
        from unnest($1, $2, $3, $4) as n (id, name, start, churned) where a.id = n.id
        """, ct, ids, names, starts, churned);

    public static Task UpsertStatesAsync(NpgsqlConnection connection, IReadOnlyList<(long Account, DateOnly From, State State)> states, CancellationToken ct) => Statement.RunAsync(connection,
        """
        insert into account_state (account_id, from_day, segment_id, stage_id, owner_id, arr, is_placed, given_segment_id, is_staged, given_stage_id)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (account_id, from_day) do update
        set segment_id = excluded.segment_id, stage_id = excluded.stage_id, owner_id = excluded.owner_id, arr = excluded.arr,
            is_placed = excluded.is_placed, given_segment_id = excluded.given_segment_id, is_staged = excluded.is_staged, given_stage_id = excluded.given_stage_id
        """, ct,
        states.Select(s => s.Account).ToArray(), states.Select(s => s.From).ToArray(), states.Select(s => s.State.IsPlaced ? s.State.PlacedSegmentId : s.State.SegmentId).ToArray(),
        states.Select(s => s.State.IsStaged ? s.State.StagedStageId : s.State.StageId).ToArray(), states.Select(s => s.State.OwnerId).ToArray(), states.Select(s => s.State.Arr).ToArray(),
        states.Select(s => s.State.IsPlaced).ToArray(), states.Select(s => s.State.IsPlaced ? s.State.SegmentId : null).ToArray(),
        states.Select(s => s.State.IsStaged).ToArray(), states.Select(s => s.State.IsStaged ? s.State.StageId : null).ToArray());

    public static Task DeleteStatesAsync(NpgsqlConnection connection, long[] accounts, DateOnly[] days, CancellationToken ct) => Statement.RunAsync(connection,
        "delete from account_state s using unnest($1, $2) as n (account_id, day) where s.account_id = n.account_id and s.from_day = n.day", ct, accounts, days);

    /// <summary>The first move of a day leads back to another stage when what it hides was given otherwise since.</summary>
    public static Task CorrectMovesAsync(NpgsqlConnection connection, DateOnly day, long[] accounts, int?[] was, int?[] now, CancellationToken ct) => Statement.RunAsync(connection,
        """
        update stage_move m set before = n.now, given_before = n.now
        from unnest($1, $2, $3) as n (account_id, was, now)
        where m.account_id = n.account_id and m.day = $4 and m.given_before is not distinct from n.was
          and m.id = (select min(f.id) from stage_move f where f.account_id = m.account_id and f.day = $4)
        """, ct, accounts, was, now, day);

    public static Task InsertRenewalsAsync(NpgsqlConnection connection, long[] accounts, DateOnly[] days, CancellationToken ct) => Statement.RunAsync(connection,
        "insert into renewal (account_id, day) select * from unnest($1, $2) on conflict do nothing", ct, accounts, days);

    public static Task DeleteRenewalsAsync(NpgsqlConnection connection, long[] accounts, DateOnly[] days, CancellationToken ct) => Statement.RunAsync(connection,
        "delete from renewal r using unnest($1, $2) as n (account_id, day) where r.account_id = n.account_id and r.day = n.day", ct, accounts, days);

    public static Task InsertChurnedOutcomesAsync(NpgsqlConnection connection, long[] accounts, DateOnly[] days, CancellationToken ct) => Statement.RunAsync(connection,
        "insert into outcome (account_id, day, kind) select account_id, day, $3 from unnest($1, $2) as n (account_id, day) on conflict do nothing", ct, accounts, days, (int)OutcomeKind.Churned);

    public static Task<List<(string Name, AttributeKind Kind)>> ReadAttributesAsync(NpgsqlConnection connection, CancellationToken ct) =>
        Statement.ListAsync(connection, "select name, kind from custom_attribute", r => (r.GetString(0), (AttributeKind)r.GetInt32(1)), ct);

    public static Task InsertAttributesAsync(NpgsqlConnection connection, string[] names, int[] kinds, CancellationToken ct) => Statement.RunAsync(connection,
        "insert into custom_attribute (name, kind) select * from unnest($1, $2)", ct, names, kinds);

    public static Task<List<(long Account, string Values)>> ReadValuesAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct) => Statement.ListAsync(connection,
        "select account_id, values::text from account_attributes where account_id = any($1)", r => (r.GetInt64(0), r.GetString(1)), ct, accounts);

    public static Task UpsertValuesAsync(NpgsqlConnection connection, long[] accounts, string[] values, CancellationToken ct) => Statement.RunAsync(connection,
        """
        insert into account_attributes (account_id, values) select n.account_id, n.values::jsonb from unnest($1, $2) as n (account_id, values)
        on conflict (account_id) do update set values = excluded.values
        """, ct, accounts, values);

    /// <summary>A corrected churn day takes its outcome along, unless the outcome knows more than the day.</summary>
    public static Task DeleteBareChurnedOutcomesAsync(NpgsqlConnection connection, long[] accounts, DateOnly[] days, CancellationToken ct) => Statement.RunAsync(connection,
        """
        delete from outcome o using unnest($1, $2) as n (account_id, day)
        where o.account_id = n.account_id and o.day = n.day and o.kind = $3 and o.amount is null and o.reason is null
        """, ct, accounts, days, (int)OutcomeKind.Churned);

    private static (int Id, string Name) IdAndName(NpgsqlDataReader reader) => (reader.GetInt32(0), reader.GetString(1));

    // Names that differ only in their case are one to people; should there be two, the older one is meant.
    private static Dictionary<string, int> ByName(List<(int Id, string Name)> rows)
    {
        var byName = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, name) in rows) byName.TryAdd(name, id);
        return byName;
    }
}
