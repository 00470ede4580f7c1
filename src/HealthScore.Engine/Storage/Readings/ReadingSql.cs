using Npgsql;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>The statements behind the packed readings. They wait as long as they must: who is tired of waiting cancels.</summary>
internal static class ReadingSql
{
    private const string Upsert =
        """
        with given as (
            select * from unnest($2, $3, $4) as g (account_id, version, data)
        ), written as (
            insert into reading_month as r (account_id, month, version, data)
            select account_id, $1, version + 1, data from given order by account_id
            on conflict (account_id, month) do update set version = excluded.version, data = excluded.data
            where r.version = excluded.version - 1
            returning account_id
        )
        select account_id from given except select account_id from written
        """;

    // Where all rows are there, a quarter less work than the above: none is locked before it is changed. Like the above it keeps rows
    // that another writer was faster with, as they are, so that writing them once more waits for nobody.
    private const string Update =
        """
        with written as (
            update reading_month r set version = r.version + 1, data = case when r.version = g.version then g.data else r.data end
            from unnest($2, $3, $4) as g (account_id, version, data) where r.month = $1 and r.account_id = g.account_id
            returning r.account_id, r.version - g.version as steps
        )
        select account_id from written where steps <> 1
        """;

    /// <summary>Makes the partitions of the months, at once and for good: outside the write's own transaction, so that nobody waits for its end.</summary>
    public static async Task EnsureMonthsAsync(NpgsqlDataSource source, DateOnly[] months, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select ensure_reading_months($1)");
        command.Parameters.Add(new() { Value = months });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Takes the lock that is held until the transaction ends. Who takes readings away works alone; who only adds or corrects does not
    /// disturb the others.
    /// </summary>
    public static async Task LockAsync(NpgsqlConnection connection, bool alone, CancellationToken ct)
    {
        await using var command = Command(connection, Lock(alone));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// What a write begins with, answered by: those of the months that have no partition; nothing of interest; the metrics that are gauges. Until
    /// <see cref="AddEnd"/> statements are planned once, whatever they ask for, and rows are taken in the order of accounts, so that
    /// two writers wait for each other and never deadlock.
    /// </summary>
    public static void AddBegin(NpgsqlBatch trip, DateOnly[] months, bool alone)
    {
        trip.Add("select month from unnest($1) as m (month) where to_regclass('reading_month_' || to_char(month, 'YYYYMM')) is null", months);
        trip.Add($"{Lock(alone)}, set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_hashjoin', 'off', true), set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)");
        trip.Add("select id from metric where kind = 2");
    }

    public static void AddEnd(NpgsqlBatch trip) =>
        trip.Add("select set_config('plan_cache_mode', 'auto', true), set_config('enable_hashjoin', 'on', true), set_config('enable_seqscan', 'on', true), set_config('enable_bitmapscan', 'on', true)");

    /// <summary>Answered by account, version and data, in the order of accounts.</summary>
    public static void AddRows(NpgsqlBatch trip, DateOnly month, long[] accounts) =>
        trip.Add("select account_id, version, data from reading_month where month = $1 and account_id = any($2) order by account_id", month, accounts);

    /// <summary>
    /// Writes rows that still have the version they were read with (0: there was no row). Answered by the accounts of those that
    /// another writer was faster with.
    /// </summary>
    public static void AddWrite(NpgsqlBatch trip, DateOnly month, long[] accounts, int[] versions, byte[][] data) =>
        trip.Add(Array.Exists(versions, v => v == 0) ? Upsert : Update, month, accounts, versions, data);

    public static void AddDelete(NpgsqlBatch trip, DateOnly month, long[] accounts) =>
        trip.Add("delete from reading_month where month = $1 and account_id = any($2)", month, accounts);

    /// <summary>Columns: account, month, data; in the order of accounts and months.</summary>
    public static NpgsqlCommand ReadHistory(NpgsqlConnection connection, long[] accounts) => Command(connection,
        "select account_id, month, data from reading_month where account_id = any($1) order by account_id, month", accounts);

    /// <summary>Columns: account, metric, day; in the order of accounts; only those before a day.</summary>
    public static NpgsqlCommand ReadGaugeStarts(NpgsqlConnection connection, AccountSet accounts, DateOnly before) => Command(connection,
        $"select account_id, metric_id, day from gauge_start where {accounts.Holds("account_id")} and day < $1 order by account_id", before);

    /// <summary>The same of single accounts, as one of a trip's statements.</summary>
    public static void AddGaugeStarts(NpgsqlBatch trip, long[] accounts, DateOnly before) =>
        trip.Add("select account_id, metric_id, day from gauge_start where account_id = any($1) and day < $2 order by account_id", accounts, before);

    /// <summary>Columns: month, data.</summary>
    public static NpgsqlCommand ReadAccount(NpgsqlConnection connection, long account, DateOnly first, DateOnly last) => Command(connection,
        "select month, data from reading_month where account_id = $1 and month between date_trunc('month', $2::timestamp)::date and $3", account, first, last);

    /// <summary>A binary COPY of account, month and data in the order of accounts and months. COPY takes no parameters, so numbers and dates stand in its text.</summary>
    public static async Task<Stream> CopyRowsAsync(NpgsqlConnection connection, ReadingRange range, CancellationToken ct)
    {
        var month = new DateOnly(range.First.Year, range.First.Month, 1);
        return await connection.BeginRawBinaryCopyAsync(FormattableString.Invariant(
            $"""
            copy (
                select account_id, month, data from reading_month
                where {range.Accounts.Holds("account_id")} and month between '{month:yyyy-MM-dd}' and '{range.Last:yyyy-MM-dd}'
                order by account_id, month
            ) to stdout (format binary)
            """), ct);
    }

    /// <summary>The same of single accounts, as one of a trip's statements.</summary>
    public static void AddRows(NpgsqlBatch trip, long[] accounts, DateOnly first, DateOnly last) => trip.Add(
        "select account_id, month, data from reading_month where account_id = any($1) and month between $2 and $3 order by account_id, month",
        accounts, new DateOnly(first.Year, first.Month, 1), last);

    private static string Lock(bool alone) => $"select pg_advisory_xact_lock{(alone ? "" : "_shared")}(hashtext('reading_month'))";

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
