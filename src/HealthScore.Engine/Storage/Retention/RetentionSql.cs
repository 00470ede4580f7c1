using Npgsql;

namespace HealthScore.Engine.Storage.Retention;

/// <summary>The statements that thin and drop what is older than the settings keep.</summary>
internal static class RetentionSql
{
    /// <summary>
    /// Makes this node the one that works on history until the transaction ends; false: another one is. No lock is waited for as
    /// long as PostgreSQL takes to look for a deadlock, so that none of our making ever ends somebody else's transaction.
    /// </summary>
    public static async Task<bool> BeginAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = Command(connection, "select set_config('lock_timeout', '900ms', true); select pg_try_advisory_xact_lock(hashtext('retention'))");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) && reader.GetBoolean(0);
    }

    /// <summary>The months of scores before a day that are not thinned yet.</summary>
    public static Task<List<DateOnly>> UnthinnedMonthsAsync(NpgsqlConnection connection, DateOnly before, CancellationToken ct) => MonthsAsync(connection,
        """
        select p.month from (
            select to_date(right(c.relname, 6), 'YYYYMM') as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'score'::regclass and c.relname ~ '^score_\d{6}$') p
        where p.month < $1 and not exists (select from thinned_month t where t.month = p.month)
        order by 1
        """, before, ct);

    /// <summary>The months of readings before a day.</summary>
    public static Task<List<DateOnly>> ReadingMonthsAsync(NpgsqlConnection connection, DateOnly before, CancellationToken ct) => MonthsAsync(connection,
        """
        select p.month from (
            select to_date(right(c.relname, 6), 'YYYYMM') as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'reading_month'::regclass and c.relname ~ '^reading_month_\d{6}$') p
        where p.month < $1
        order by 1
        """, before, ct);

    /// <summary>Builds a thinned month beside the old one, and returns how many scores it has and how many it leaves out.</summary>
    public static async Task<(long Kept, long Dropped)> BuildThinnedAsync(NpgsqlConnection connection, DateOnly month, CancellationToken ct)
    {
        await using var command = Command(connection, "select kept, dropped from build_thinned_scores($1)", month);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>False when a run that waits or works is to write to the month. None is taken up until the transaction ends.</summary>
    public static async Task<bool> HoldRunsAsync(NpgsqlConnection connection, DateOnly month, CancellationToken ct)
    {
        await using (var hold = Command(connection, "select pg_advisory_xact_lock(hashtext('scoring_run'))")) await hold.ExecuteNonQueryAsync(ct);
        await using var command = Command(connection, "select not exists (select from scoring_run where status in (1, 2) and from_day < $1)", month.AddMonths(1));
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    public static async Task SwapThinnedAsync(NpgsqlConnection connection, DateOnly month, long kept, long dropped, CancellationToken ct)
    {
        await using var swap = Command(connection, "select swap_thinned_scores($1)", month);
        await swap.ExecuteNonQueryAsync(ct);
        await using var note = Command(connection, "insert into thinned_month (month, kept, dropped) values ($1, $2, $3)", month, kept, dropped);
        await note.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Drops a month of readings with what follows from them, but for each metric's newest day: it tells how long a source has been
    /// silent. That an account has had a reading, and since when a gauge, is remembered elsewhere.
    /// </summary>
    public static async Task DropReadingsAsync(NpgsqlConnection connection, DateOnly month, CancellationToken ct)
    {
        await using (var drop = Command(connection, FormattableString.Invariant($"drop table reading_month_{month:yyyyMM}"))) await drop.ExecuteNonQueryAsync(ct);
        await using var forget = Command(connection,
            "delete from metric_day d where day >= $1 and day < $2 and exists (select from metric_day later where later.metric_id = d.metric_id and later.day > d.day)",
            month, month.AddMonths(1));
        await forget.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<DateOnly>> MonthsAsync(NpgsqlConnection connection, string sql, DateOnly before, CancellationToken ct)
    {
        await using var command = Command(connection, sql, before);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<DateOnly> months = [];
        while (await reader.ReadAsync(ct)) months.Add(reader.GetFieldValue<DateOnly>(0));
        return months;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
