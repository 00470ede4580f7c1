using Npgsql;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>The statements behind the packed readings. They wait as long as they must: who is tired of waiting cancels.</summary>
internal static class ReadingSql
{
    /// <summary>Makes the partitions of the months, at once and for good: outside the write's own transaction, so that nobody waits for its end.</summary>
    public static async Task EnsureMonthsAsync(NpgsqlDataSource source, DateOnly[] months, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select ensure_reading_months($1)");
        command.Parameters.Add(new() { Value = months });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Takes the lock that is held until the transaction ends, and reads which metrics are gauges. Who takes readings away works alone;
    /// who only adds or corrects does not disturb the others.
    /// </summary>
    public static async Task<HashSet<short>> LockAsync(NpgsqlConnection connection, bool alone, CancellationToken ct)
    {
        await using var command = Command(connection,
            $"select pg_advisory_xact_lock{(alone ? "" : "_shared")}(hashtext('reading_month')); select id from metric where kind = 2");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        HashSet<short> gauges = [];
        while (await reader.ReadAsync(ct)) gauges.Add(reader.GetInt16(0));
        return gauges;
    }

    /// <summary>Columns: account, version, data; in the order of accounts.</summary>
    public static NpgsqlCommand ReadRows(NpgsqlConnection connection, DateOnly month, long[] accounts) => Command(connection,
        "select account_id, version, data from reading_month where month = $1 and account_id = any($2) order by account_id",
        month, accounts);

    /// <summary>
    /// Writes rows that still have the version they were read with (0: there was no row). Returns the accounts of those that another
    /// writer was faster with.
    /// </summary>
    public static async Task<HashSet<long>> WriteRowsAsync(
        NpgsqlConnection connection, DateOnly month, long[] accounts, int[] versions, byte[][] data, CancellationToken ct)
    {
        await using var command = Command(connection,
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
            """,
            month, accounts, versions, data);
        await using var reader = await command.ExecuteReaderAsync(ct);
        HashSet<long> late = [];
        while (await reader.ReadAsync(ct)) late.Add(reader.GetInt64(0));
        return late;
    }

    public static async Task DeleteRowsAsync(NpgsqlConnection connection, DateOnly month, long[] accounts, CancellationToken ct)
    {
        await using var command = Command(connection, "delete from reading_month where month = $1 and account_id = any($2)", month, accounts);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Adds to the numbers of accounts with a reading, always in the same order, so that two writers never wait for each other.</summary>
    public static async Task AddToMetricDaysAsync(NpgsqlConnection connection, short[] metrics, DateOnly[] days, long[] changes, CancellationToken ct)
    {
        await using var add = Command(connection,
            """
            insert into metric_day (metric_id, day, readings)
            select * from unnest($1, $2, $3) as c (metric_id, day, change) order by metric_id, day
            on conflict (metric_id, day) do update set readings = metric_day.readings + excluded.readings
            """,
            metrics, days, changes);
        await add.ExecuteNonQueryAsync(ct);
        if (!changes.Any(c => c < 0)) return;
        await using var drop = Command(connection,
            "delete from metric_day d using unnest($1, $2) as c (metric_id, day) where d.metric_id = c.metric_id and d.day = c.day and d.readings = 0",
            metrics, days);
        await drop.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Columns: first and last day scored for good by a finished run, and whether of month ends only; of runs that touch the days.</summary>
    public static NpgsqlCommand ReadFinalRuns(NpgsqlConnection connection, DateOnly first, DateOnly last) => Command(connection,
        "select from_day, to_day - is_provisional::integer, month_ends_only from scoring_run where status = 3 and from_day <= $2 and to_day >= $1", first, last);

    /// <summary>Adds to the numbers of late readings, always in the same order, so that two writers never wait for each other.</summary>
    public static async Task AddLateAsync(NpgsqlConnection connection, short[] metrics, DateOnly[] months, long[] added, long[] corrected, long[] removed, CancellationToken ct)
    {
        await using var command = Command(connection,
            """
            insert into late_reading as l (metric_id, month, added, corrected, removed, last_at)
            select metric_id, month, added, corrected, removed, now() from unnest($1, $2, $3, $4, $5) as c (metric_id, month, added, corrected, removed)
            order by metric_id, month
            on conflict (metric_id, month) do update set
                added = l.added + excluded.added, corrected = l.corrected + excluded.corrected, removed = l.removed + excluded.removed, last_at = excluded.last_at
            """,
            metrics, months, added, corrected, removed);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Moves the accounts' first readings back to the days, where these are earlier.</summary>
    public static async Task AdvanceFirstReadingsAsync(NpgsqlConnection connection, long[] accounts, DateOnly[] days, CancellationToken ct)
    {
        await using var command = Command(connection,
            """
            with earlier as (
                select a.id, g.day from account a join unnest($1, $2) as g (id, day) on g.id = a.id
                where a.first_reading is null or g.day < a.first_reading
                order by a.id for no key update of a
            )
            update account a set first_reading = earlier.day from earlier where a.id = earlier.id
            """,
            accounts, days);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Accounts whose first reading is not before the day from which on they lost some.</summary>
    public static NpgsqlCommand ReadLostFirstReadings(NpgsqlConnection connection, long[] accounts, DateOnly[] days) => Command(connection,
        "select a.id from account a join unnest($1, $2) as g (id, day) on g.id = a.id where a.first_reading >= g.day order by a.id",
        accounts, days);

    /// <summary>Columns: account, month, data; in the order of accounts and months.</summary>
    public static NpgsqlCommand ReadHistory(NpgsqlConnection connection, long[] accounts) => Command(connection,
        "select account_id, month, data from reading_month where account_id = any($1) order by account_id, month", accounts);

    public static async Task SetFirstReadingsAsync(NpgsqlConnection connection, long[] accounts, DateOnly?[] days, CancellationToken ct)
    {
        await using var command = Command(connection,
            "update account a set first_reading = g.day from unnest($1, $2) as g (id, day) where a.id = g.id", accounts, days);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Moves the starts of gauges back to the days, where these are earlier, always in the same order, so that two writers never wait for each other.</summary>
    public static async Task AdvanceGaugeStartsAsync(NpgsqlConnection connection, long[] accounts, short[] metrics, DateOnly[] days, CancellationToken ct)
    {
        await using var command = Command(connection,
            """
            insert into gauge_start as s (account_id, metric_id, day)
            select c.account_id, c.metric_id, c.day from unnest($1, $2, $3) as c (account_id, metric_id, day)
            left join gauge_start s on s.account_id = c.account_id and s.metric_id = c.metric_id
            where s.day is null or c.day < s.day
            order by c.account_id, c.metric_id
            on conflict (account_id, metric_id) do update set day = excluded.day where excluded.day < s.day
            """,
            accounts, metrics, days);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Sets the starts of all gauges of some accounts; those in months that are no longer kept stand.</summary>
    public static async Task SetGaugeStartsAsync(NpgsqlConnection connection, long[] of, long[] accounts, short[] metrics, DateOnly[] days, CancellationToken ct)
    {
        await using var delete = Command(connection, "delete from gauge_start where account_id = any($1) and to_regclass('reading_month_' || to_char(day, 'YYYYMM')) is not null", of);
        await delete.ExecuteNonQueryAsync(ct);
        await AdvanceGaugeStartsAsync(connection, accounts, metrics, days, ct);
    }

    /// <summary>Columns: account, metric, day; in the order of accounts; only those before a day.</summary>
    public static NpgsqlCommand ReadGaugeStarts(NpgsqlConnection connection, AccountSet accounts, DateOnly before) => Command(connection,
        $"select account_id, metric_id, day from gauge_start where {accounts.Holds("account_id")} and day < $1 order by account_id", before);

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

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
