using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>The statements that give accounts the milestones of their stages. Each returns the accounts of which something changed.</summary>
internal static class MilestoneSql
{
    /// <summary>Whoever is in a stage gets its milestones, once for each stay.</summary>
    public static Task<List<long>> EnterAsync(NpgsqlConnection connection, AccountSet? accounts, DateOnly today, CancellationToken ct) => ListAsync(connection,
        $"""
        with stay as ({StaySql.Of(accounts?.Holds("account_id") ?? "true", "$1")}),
        given as (select account_id, definition_id, max(entered) as entered from milestone where definition_id is not null and {accounts?.Holds("account_id") ?? "true"} group by account_id, definition_id)
        insert into milestone (account_id, name, stage_id, is_required, due, definition_id, entered)
        select y.account_id, d.name, d.stage_id, d.is_required, y.began + d.due_days, d.id, y.began
        from account a join stay y on y.account_id = a.id join milestone_definition d on d.stage_id = y.stage_id
        left join given g on g.account_id = a.id and g.definition_id = d.id
        where least(a.start, a.first_reading) <= $1 and (a.churned is null or a.churned >= $1) and (g.entered is null or g.entered < y.began)
        order by y.account_id, d.position, d.id
        returning account_id
        """, ct, today);

    /// <summary>Every milestone, done or not, is called as its definition is now. No score, rule or list tells by the name, so nothing else has to follow.</summary>
    public static async Task<bool> RenameAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("update milestone m set name = d.name from milestone_definition d where d.id = m.definition_id and m.name <> d.name", connection) { CommandTimeout = 0 };
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    /// <summary>What is not done yet follows its definition when that changes, and goes with it.</summary>
    public static async Task<List<long>> FollowAsync(NpgsqlConnection connection, int[] removed, CancellationToken ct) =>
    [
        .. await ListAsync(connection, "delete from milestone where definition_id = any($1) and done is null returning account_id", ct, removed),
        .. await ListAsync(connection,
            """
            update milestone m set is_required = d.is_required, due = m.entered + d.due_days from milestone_definition d
            where d.id = m.definition_id and m.done is null and (m.is_required, m.due) is distinct from (d.is_required, m.entered + d.due_days)
            returning m.account_id
            """, ct),
    ];

    /// <summary>Who is moved on within the day was in the stage for no day: what was to be reached there goes.</summary>
    public static Task<List<long>> LeaveAsync(NpgsqlConnection connection, long[] accounts, DateOnly today, CancellationToken ct) => ListAsync(connection,
        """
        delete from milestone m
        where m.account_id = any($1) and m.entered = $2 and m.done is null
          and m.stage_id is distinct from (select s.stage_id from account_state s where s.account_id = m.account_id and s.from_day <= $2 order by s.from_day desc limit 1)
        returning m.account_id
        """, ct, accounts, today);

    /// <summary>Keeps a milestone for the transaction: whoever else changes it waits.</summary>
    public static Task HoldAsync(NpgsqlConnection connection, long account, long id, CancellationToken ct) =>
        ListAsync(connection, "select account_id from milestone where account_id = $1 and id = $2 for update", ct, account, id);

    /// <summary>Which accounts have milestones of these definitions that are not done: of most, those that a rule finds done have long been so.</summary>
    public static async Task<HashSet<(long AccountId, int DefinitionId)>> OpenAsync(NpgsqlConnection connection, AccountSet? accounts, int[] definitions, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select account_id, definition_id from milestone where done is null and definition_id = any($1) and {accounts?.Holds("account_id") ?? "true"}", connection)
        { Parameters = { new() { Value = definitions } }, CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        HashSet<(long, int)> open = [];
        while (await reader.ReadAsync(ct)) open.Add((reader.GetInt64(0), reader.GetInt32(1)));
        return open;
    }

    /// <summary>Marks milestones of the present stay as done on a day, unless they are.</summary>
    public static Task<List<long>> ReachAsync(NpgsqlConnection connection, IReadOnlyList<(long AccountId, int DefinitionId, string Evidence)> reached, DateOnly day, CancellationToken ct) => ListAsync(connection,
        """
        update milestone m set done = $4, evidence = n.evidence, recorded = $4
        from unnest($1, $2, $3) as n (account_id, definition_id, evidence)
        where m.account_id = n.account_id and m.definition_id = n.definition_id and m.done is null
          and not exists (select from milestone x where x.account_id = m.account_id and x.definition_id = m.definition_id and x.entered > m.entered)
        returning m.account_id
        """, ct, reached.Select(r => r.AccountId).ToArray(), reached.Select(r => r.DefinitionId).ToArray(), reached.Select(r => r.Evidence).ToArray(), day);

    // Values come as a list, because a single array would be taken for the array of values.
    private static async Task<List<long>> ListAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params List<object> values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<long> accounts = [];
        while (await reader.ReadAsync(ct)) accounts.Add(reader.GetInt64(0));
        return accounts;
    }
}
