using HealthScore.Domain.Accounts;
using HealthScore.Engine.Ingest.Writing;
using Npgsql;

namespace HealthScore.Engine.Ingest.Outcomes;

/// <summary>Outcomes, many at a time.</summary>
internal static class OutcomeSql
{
    public static Task<List<(long Account, DateOnly Day, OutcomeKind Kind, decimal? Amount, string? Reason)>> ReadAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct) =>
        Statement.ListAsync(connection, "select account_id, day, kind, amount, reason from outcome where account_id = any($1)",
            r => (r.GetInt64(0), r.GetFieldValue<DateOnly>(1), (OutcomeKind)r.GetInt32(2), r.Get<decimal>(3), r.IsDBNull(4) ? null : r.GetString(4)), ct, accounts);

    /// <summary>What the file does not know stands.</summary>
    public static Task UpsertAsync(NpgsqlConnection connection, long[] accounts, IReadOnlyList<OutcomeEntry> outcomes, CancellationToken ct) => Statement.RunAsync(connection,
        """
        insert into outcome as o (account_id, day, kind, amount, reason)
        select * from unnest($1, $2, $3, $4, $5)
        on conflict (account_id, day, kind) do update set amount = coalesce(excluded.amount, o.amount), reason = coalesce(excluded.reason, o.reason)
        where (o.amount, o.reason) is distinct from (coalesce(excluded.amount, o.amount), coalesce(excluded.reason, o.reason))
        """,
        ct, accounts, outcomes.Select(o => o.Day).ToArray(), outcomes.Select(o => (int)o.Kind).ToArray(), outcomes.Select(o => o.Amount).ToArray(), outcomes.Select(o => o.Reason).ToArray());

    /// <summary>Ends each account with its last churned outcome. Returns the accounts that this changes.</summary>
    public static Task<List<long>> CloseAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct) => Statement.ListAsync(connection,
        """
        with last as (select account_id, max(day) as day from outcome where account_id = any($1) and kind = $2 group by account_id)
        update account a set churned = last.day from last
        where a.id = last.account_id and a.churned is distinct from last.day returning a.id
        """,
        r => r.GetInt64(0), ct, accounts, (int)OutcomeKind.Churned);
}
