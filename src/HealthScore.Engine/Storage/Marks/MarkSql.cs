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
        await using var trip = Trip.Begin(connection);
        AddMark(trip, accounts);
        await trip.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The same as two of a trip's statements; none where there are no accounts.</summary>
    internal static void AddMark(NpgsqlBatch trip, IReadOnlyCollection<long> accounts)
    {
        if (accounts.Count == 0) return;
        long[] marked = accounts.Count > MostApart ? [All] : [.. accounts.Distinct().Order()];
        trip.Add("insert into account_mark (account_id) select unnest($1) on conflict (account_id) do update set marked_at = account_mark.marked_at", marked);
        ChangeSql.AddNotify(trip, Change.Marks);
    }

    /// <summary>Lets accounts wait five minutes more; their next news do not change that.</summary>
    public static async Task PutOffAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("update account_mark set marked_at = clock_timestamp() + interval '5 minutes' where account_id = any($1)", connection) { Parameters = { new() { Value = accounts } } };
        await command.ExecuteNonQueryAsync(ct);
    }
}
