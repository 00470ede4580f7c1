using HealthScore.Domain.Scoring;
using Npgsql;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>The set-based statements over the score tables.</summary>
public static class ScoreSql
{
    private const int MostDaysAtOnce = 31;
    private const int MostInPlace = 5000;

    internal const string Copy =
        "copy score (account_id, kind, day, version_id, provisional, computed, published, band, manual, coverage, segment_id, stage_id, owner_id, arr, held_band, held_version, recent_bands, data) from stdin (format binary)";

    /// <summary>A score that is there already, with what hysteresis needs of it.</summary>
    public readonly record struct Known(long AccountId, ScoreKind Kind, DateOnly Day, BandState State);

    public static async Task EnsureMonthsAsync(NpgsqlConnection connection, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select ensure_score_months($1, $2)", connection) { Parameters = { P(from), P(to) } };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Whether any score of the days is final.</summary>
    public static async Task<bool> AnyFinalAsync(NpgsqlConnection connection, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select exists (select from score where day between $1 and $2 and not provisional)", connection) { Parameters = { P(from), P(to) }, CommandTimeout = 0 };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The final scores of some accounts and days.</summary>
    public static async Task<List<Known>> FinalAsync(NpgsqlConnection connection, AccountSet accounts, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select account_id, kind, day, held_band, held_version, recent_bands from score
            where {accounts.Holds("account_id")} and day between $1 and $2 and not provisional
            """, connection)
        { Parameters = { P(from), P(to) }, CommandTimeout = 0 };
        return await ReadKnownAsync(command, ct);
    }

    /// <summary>The latest final score of each account and kind from a day on and before another.</summary>
    public static async Task<List<Known>> LastStatesAsync(NpgsqlConnection connection, IReadOnlyCollection<(long Account, ScoreKind Kind)> of, DateOnly from, DateOnly before, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select s.account_id, s.kind, s.day, s.held_band, s.held_version, s.recent_bands
            from unnest($1, $2) a (account_id, kind)
            cross join lateral (
                select * from score s where s.account_id = a.account_id and s.kind = a.kind and s.day >= $3 and s.day < $4 and not s.provisional order by s.day desc limit 1) s
            """, connection)
        { Parameters = { P(of.Select(o => o.Account).ToArray()), P(of.Select(o => (short)o.Kind).ToArray()), P(from), P(before) }, CommandTimeout = 0 };
        return await ReadKnownAsync(command, ct);
    }

    /// <summary>Account, kind, held band, its version and recent bands of a day's final scores. COPY takes no parameters, so the day stands in its text.</summary>
    internal static async Task<Stream> CopyStatesAsync(NpgsqlConnection connection, DateOnly day, CancellationToken ct) =>
        await connection.BeginRawBinaryCopyAsync(FormattableString.Invariant(
            $"copy (select account_id, kind, held_band, held_version, recent_bands from score where day = '{day:yyyy-MM-dd}' and not provisional) to stdout (format binary)"), ct);

    /// <summary>Provisional scores give way to those about to be written.</summary>
    public static async Task DropProvisionalAsync(NpgsqlConnection connection, AccountSet accounts, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"delete from score where {accounts.Holds("account_id")} and day between $1 and $2 and provisional", connection)
        { Parameters = { P(from), P(to) }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Provisional scores of days that are over, of accounts that the final run no longer found active.</summary>
    public static async Task DropLeftProvisionalAsync(NpgsqlConnection connection, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("delete from score where day between $1 and $2 and provisional", connection) { Parameters = { P(from), P(to) }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Sums the days up per scope and band, month by month, so that memory stays bounded over years.</summary>
    public static async Task RollUpAsync(NpgsqlConnection connection, DateOnly from, DateOnly to, CancellationToken ct)
    {
        for (var first = from; first <= to; first = first.AddDays(MostDaysAtOnce))
        {
            var last = first.AddDays(MostDaysAtOnce - 1) < to ? first.AddDays(MostDaysAtOnce - 1) : to;
            await using var batch = new NpgsqlBatch(connection)
            {
                Timeout = 0,
                BatchCommands =
                {
                    new("delete from portfolio_day where day between $1 and $2") { Parameters = { P(first), P(last) } },
                    new("""
                        insert into portfolio_day (day, kind, segment_id, stage_id, owner_id, band, accounts, arr, score_sum)
                        select day, kind, segment_id, stage_id, owner_id, band, count(*), sum(arr), coalesce(sum(published), 0)
                        from score where day between $1 and $2
                        group by day, kind, segment_id, stage_id, owner_id, band
                        """) { Parameters = { P(first), P(last) } },
                    new("delete from portfolio_total where day between $1 and $2") { Parameters = { P(first), P(last) } },
                    new("""
                        insert into portfolio_total (day, kind, segment_id, stage_id, band, accounts, arr, score_sum)
                        select day, kind, segment_id, stage_id, band, sum(accounts), sum(arr), sum(score_sum)
                        from portfolio_day where day between $1 and $2
                        group by day, kind, segment_id, stage_id, band
                        """) { Parameters = { P(first), P(last) } },
                },
            };
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>
    /// Renews what the pages show of each account: its state of today, its latest scores, and those of thirty days before them.
    /// Of all accounts at once into a new table that takes the old one's place; other writers wait, readers do not.
    /// </summary>
    public static async Task RebuildCurrentAsync(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        await ExecuteAsync(connection,
            """
            lock table account_current in share row exclusive mode;
            delete from account_current_change;
            create table account_current_next (like account_current including defaults including generated including storage) with (fillfactor = 70);
            """, ct);
        await InsertCurrentAsync(connection, "account_current_next", today, null, "", ct);
        await ExecuteAsync(connection, "select swap_account_current()", ct);
    }

    /// <summary>The same of some accounts, in their places unless they are so many that a new table costs less.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="today">The organisation's day.</param>
    /// <param name="accounts">Their ids.</param>
    /// <param name="ct">Stops it.</param>
    public static Task RefreshCurrentAsync(NpgsqlConnection connection, DateOnly today, long[] accounts, CancellationToken ct) => accounts.Length > MostInPlace ? RebuildCurrentAsync(connection, today, ct) : InsertCurrentAsync(connection, "account_current", today, accounts,
        """
        on conflict (account_id) do update set
            name = excluded.name, active = excluded.active, segment_id = excluded.segment_id, stage_id = excluded.stage_id, owner_id = excluded.owner_id,
            arr = excluded.arr, renewal = excluded.renewal, day = excluded.day, provisional = excluded.provisional, health = excluded.health,
            health_band = excluded.health_band, health_before = excluded.health_before, health_band_before = excluded.health_band_before,
            risk = excluded.risk, risk_band = excluded.risk_band, expansion = excluded.expansion, expansion_band = excluded.expansion_band,
            coverage = excluded.coverage, version_id = excluded.version_id
        """, ct);

    // Every writer takes the rows in the same order, so that a run and an import wait for each other and never deadlock. The days
    // are parameters rather than joined, so that only their partitions are looked at.
    private static async Task InsertCurrentAsync(NpgsqlConnection connection, string table, DateOnly today, long[]? accounts, string onConflict, CancellationToken ct)
    {
        // Before anything is read: whoever waited for the end of a run must see what it left, its newest day first of all.
        if (accounts is not null) await ExecuteAsync(connection, "lock table account_current in row exclusive mode", ct);
        var newest = await NewestDayAsync(connection, ct) ?? today;
        var of = accounts is null ? "" : "and s.account_id = any($4)";
        var night = $"select s.* from score s where s.day = $2 {of}";
        // An account that was scored again today shows that score, all others that of the night.
        var scores = newest >= today ? night : $"""
            select s.* from score s where s.day = $1 and s.provisional {of}
            union all
            {night} and not exists (select from score t where t.day = $1 and t.provisional and t.account_id = s.account_id and t.kind = s.kind)
            """;
        await using var command = new NpgsqlCommand(
            $"""
            insert into {table}
            select a.id, a.name, least(a.start, a.first_reading) <= $1 and (a.churned is null or a.churned >= $1), s.segment_id, s.stage_id, s.owner_id, coalesce(s.arr, 0), r.day,
                   c.day, coalesce(c.provisional, false), c.health, coalesce(c.health_band, 0), b.published, coalesce(b.band, 0),
                   c.risk, coalesce(c.risk_band, 0), c.expansion, coalesce(c.expansion_band, 0), c.coverage, c.version_id
            from account a
            left join lateral (select * from account_state s where s.account_id = a.id and s.from_day <= $1 order by s.from_day desc limit 1) s on true
            left join lateral (select min(day) as day from renewal r where r.account_id = a.id and r.day >= $1) r on true
            left join (
                select account_id, max(day) filter (where kind = 1) as day, bool_or(provisional) filter (where kind = 1) as provisional,
                       max(published) filter (where kind = 1) as health, max(band) filter (where kind = 1) as health_band,
                       max(published) filter (where kind = 2) as risk, max(band) filter (where kind = 2) as risk_band,
                       max(published) filter (where kind = 3) as expansion, max(band) filter (where kind = 3) as expansion_band,
                       max(coverage) filter (where kind = 1) as coverage, max(version_id) filter (where kind = 1) as version_id
                from ({scores}) s group by account_id) c on c.account_id = a.id
            left join score b on b.account_id = a.id and b.kind = 1 and b.day = $3
            {(accounts is null ? "" : "where a.id = any($4)")}
            order by a.id
            {onConflict}
            """, connection)
        { Parameters = { P(today), P(newest), P(newest.AddDays(-30)) }, CommandTimeout = 0 };
        if (accounts is not null) command.Parameters.Add(P(accounts));
        await command.ExecuteNonQueryAsync(ct);
        await ExecuteAsync(connection, "insert into account_current_change default values", ct);
    }

    private static async Task<DateOnly?> NewestDayAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select max(day) from portfolio_day where kind = 1", connection);
        return await command.ExecuteScalarAsync(ct) as DateOnly?;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<Known>> ReadKnownAsync(NpgsqlCommand command, CancellationToken ct)
    {
        List<Known> known = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            known.Add(new(reader.GetInt64(0), (ScoreKind)reader.GetInt16(1), reader.GetFieldValue<DateOnly>(2), new((Band)reader.GetInt16(3), reader.GetInt32(4), reader.GetInt64(5))));
        return known;
    }

    private static NpgsqlParameter P(object value) => new() { Value = value };
}
