using HealthScore.Engine.Storage.Changes;
using Npgsql;

namespace HealthScore.Engine.Storage.Marks;

/// <summary>Marks accounts whose scores no longer say what is known of them, in the transaction that brings the news.</summary>
public static class MarkSql
{
    /// <summary>Stands for all accounts: more than <see cref="MostApart"/> at once are scored sooner by a run than one by one.</summary>
    public const long All = 0;

    private const int MostApart = 5000;

    /// <summary>
    /// Marks accounts; the first mark stands, so that a steady stream of news cannot put a score off for ever. A mark that is there is
    /// written all the same: locked until the news is committed, it cannot be taken by who does not see the news.
    /// </summary>
    public static async Task MarkAsync(NpgsqlConnection connection, IReadOnlyCollection<long> accounts, CancellationToken ct)
    {
        if (accounts.Count == 0) return;
        long[] marked = accounts.Count > MostApart ? [All] : [.. accounts.Distinct().Order()];
        await using var command = new NpgsqlCommand(
            "insert into account_mark (account_id) select unnest($1) on conflict (account_id) do update set marked_at = account_mark.marked_at", connection)
        { Parameters = { new() { Value = marked } }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
        await ChangeSql.NotifyAsync(connection, Change.Marks, ct);
    }

    /// <summary>Takes the oldest marks away and returns their accounts, ascending. Marks of news that is not committed yet are left for later.</summary>
    /// <param name="connection">In a transaction: if it fails, the marks stay.</param>
    /// <param name="settled">How old a mark must be, so that news that come together are scored together.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<long[]> TakeAsync(NpgsqlConnection connection, TimeSpan settled, int most, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            delete from account_mark where account_id = any(array(
                select account_id from account_mark where marked_at <= clock_timestamp() - $1 order by marked_at, account_id limit $2 for update skip locked))
            returning account_id
            """, connection)
        { Parameters = { new() { Value = settled }, new() { Value = most } } };
        List<long> taken = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) taken.Add(reader.GetInt64(0));
        taken.Sort();
        return [.. taken];
    }

    /// <summary>Lets the account that waits longest wait five minutes more.</summary>
    public static async Task PutOffAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            update account_mark set marked_at = clock_timestamp() + interval '5 minutes'
            where account_id = (select account_id from account_mark order by marked_at, account_id limit 1 for update skip locked)
            """, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
