using Npgsql;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>The statements behind what is counted of readings: days of metrics, first days of accounts and gauges, late ones. Always in the same order, so that two writers never wait for each other.</summary>
internal static class PresenceSql
{
    /// <summary>Adds to the numbers of accounts with a reading.</summary>
    public static void AddMetricDays(NpgsqlBatch trip, short[] metrics, DateOnly[] days, long[] changes)
    {
        trip.Add(
            """
            insert into metric_day (metric_id, day, readings)
            select * from unnest($1, $2, $3) as c (metric_id, day, change) order by metric_id, day
            on conflict (metric_id, day) do update set readings = metric_day.readings + excluded.readings
            """,
            metrics, days, changes);
        if (Array.Exists(changes, c => c < 0))
            trip.Add("delete from metric_day d using unnest($1, $2) as c (metric_id, day) where d.metric_id = c.metric_id and d.day = c.day and d.readings = 0", metrics, days);
    }

    /// <summary>Adds to the numbers of late readings what is of days that a run has scored for good, or is about to. Answered by how many they are.</summary>
    public static void AddLate(NpgsqlBatch trip, short[] metrics, DateOnly[] days, long[] added, long[] corrected, long[] removed) => trip.Add(
        """
        with given as materialized (
            select * from unnest($1, $2, $3, $4, $5) as c (metric_id, day, added, corrected, removed)
        ), closed as materialized (
            select d.day from (select distinct day from given) d
            where exists (select from scoring_run r where r.status in (2, 3) and d.day between r.from_day and r.to_day - r.is_provisional::integer
                and (not r.month_ends_only or extract(day from d.day + 1) = 1))
        ), late as materialized (
            select metric_id, date_trunc('month', day)::date as month, sum(added)::bigint as added, sum(corrected)::bigint as corrected, sum(removed)::bigint as removed
            from given join closed using (day) group by 1, 2
        ), put as (
            insert into late_reading as l (metric_id, month, added, corrected, removed, last_at)
            select metric_id, month, added, corrected, removed, now() from late order by metric_id, month
            on conflict (metric_id, month) do update set
                added = l.added + excluded.added, corrected = l.corrected + excluded.corrected, removed = l.removed + excluded.removed, last_at = excluded.last_at
        )
        select coalesce(sum(added + corrected + removed), 0)::bigint from late
        """,
        metrics, days, added, corrected, removed);

    /// <summary>
    /// Moves the accounts' first readings back to the days, where these are earlier; in the order of accounts, as long as there are no
    /// hash joins. The rows are not locked before: PostgreSQL does that on one machine only.
    /// </summary>
    public static void AddFirstReadings(NpgsqlBatch trip, long[] accounts, DateOnly[] days) => trip.Add(
        """
        update account a set first_reading = g.day from (select * from unnest($1, $2) as g (id, day) order by id) g
        where a.id = g.id and (a.first_reading is null or g.day < a.first_reading)
        """,
        accounts, days);

    /// <summary>Accounts whose first reading is not before the day from which on they lost some.</summary>
    public static NpgsqlCommand ReadLostFirstReadings(NpgsqlConnection connection, long[] accounts, DateOnly[] days) => Command(connection,
        "select a.id from account a join unnest($1, $2) as g (id, day) on g.id = a.id where a.first_reading >= g.day order by a.id",
        accounts, days);

    public static async Task SetFirstReadingsAsync(NpgsqlConnection connection, long[] accounts, DateOnly?[] days, CancellationToken ct)
    {
        await using var command = Command(connection,
            "update account a set first_reading = g.day from unnest($1, $2) as g (id, day) where a.id = g.id", accounts, days);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Moves the starts of gauges back to the days, where these are earlier.</summary>
    public static void AddGaugeStarts(NpgsqlBatch trip, long[] accounts, short[] metrics, DateOnly[] days) => trip.Add(
        """
        insert into gauge_start as s (account_id, metric_id, day)
        select c.account_id, c.metric_id, c.day from unnest($1, $2, $3) as c (account_id, metric_id, day)
        left join gauge_start s on s.account_id = c.account_id and s.metric_id = c.metric_id
        where s.day is null or c.day < s.day
        order by c.account_id, c.metric_id
        on conflict (account_id, metric_id) do update set day = excluded.day where excluded.day < s.day
        """,
        accounts, metrics, days);

    /// <summary>Sets the starts of all gauges of some accounts; those in months that are no longer kept stand.</summary>
    public static async Task SetGaugeStartsAsync(NpgsqlConnection connection, long[] of, long[] accounts, short[] metrics, DateOnly[] days, CancellationToken ct)
    {
        await using var trip = Trip.Begin(connection);
        trip.Add("delete from gauge_start where account_id = any($1) and to_regclass('reading_month_' || to_char(day, 'YYYYMM')) is not null", of);
        AddGaugeStarts(trip, accounts, metrics, days);
        await trip.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
