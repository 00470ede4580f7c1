using System.Globalization;
using HealthScore.Domain.MyDay;
using Npgsql;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>
/// Renews what the pages show of each account: its state of today, its latest scores, and those of thirty days before them. Of many
/// accounts into a new table that takes the old one's place: other writers wait, readers do not.
/// </summary>
public static class CurrentSql
{
    private const int MostInPlace = 5000;
    private const string Columns =
        """
        account_id, name, active, segment_id, stage_id, owner_id, arr, renewal, day, provisional, health, health_band, health_before, health_band_before,
        risk, risk_band, expansion, expansion_band, coverage, version_id, health_eve, health_band_eve, stake
        """;

    // Domain's Stake, for all accounts at once; a test holds the two together.
    private static readonly string StakeOf = string.Create(CultureInfo.InvariantCulture,
        $"""
        greatest(coalesce(s.arr, 0), 1)::double precision
            * coalesce(case c.health_band when 1 then 1 when 2 then {Stake.YellowWeight} else 0 end * (100 - c.health) / 100, 0)
            * (1 + coalesce(least(greatest((b.published - c.health) / {Stake.NewestFall}, 0), 1), 0)
                + case when c.health_band > 0 and e.band > 0 and c.health_band < e.band then 1 else 0 end)
            * (1 + coalesce(greatest({Stake.FarRenewal} - (r.day - $1), 0) / {Stake.FarRenewal}.0::double precision, 0))
        """);

    private const string Lock = "lock table account_current in share row exclusive mode; delete from account_current_change;";
    private const string Next = "drop table if exists account_current_next; create table account_current_next (like account_current including defaults including generated including storage) with (fillfactor = 70);";

    /// <summary>Of all accounts, by what the caller's transaction sees.</summary>
    public static async Task RebuildAsync(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        await ExecuteAsync(connection, Lock + Next, ct);
        await InsertAsync(connection, "account_current_next", today, await NewestDayAsync(connection, ct) ?? today, null, "", ct);
        await ExecuteAsync(connection, "select swap_account_current()", ct);
    }

    /// <summary>
    /// Of all accounts, on several connections at once, by what has been committed before; only the newest day is told by the
    /// caller's transaction, which keeps other writers out and makes the change visible with its commit.
    /// </summary>
    public static async Task RebuildBesideAsync(NpgsqlDataSource source, NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        await ExecuteAsync(connection, Lock, ct);
        var newest = await NewestDayAsync(connection, ct) ?? today;
        await using (var beside = await source.OpenConnectionAsync(ct)) await ExecuteAsync(beside, Next, ct);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct };
        await Parallel.ForEachAsync(await PartsAsync(source, ct), options, async (part, stop) =>
        {
            await using var beside = await source.OpenConnectionAsync(stop);
            await InsertAsync(beside, "account_current_next", today, newest, part, "", stop);
        });
        await Parallel.ForEachAsync(await IndexesAsync(source, ct), options, async (index, stop) =>
        {
            await using var beside = await source.OpenConnectionAsync(stop);
            await ExecuteAsync(beside, index, stop);
        });
        await ExecuteAsync(connection, "select swap_account_current()", ct);
    }

    /// <summary>Of some accounts, in their places unless they are so many that a new table costs less. To be called in a transaction.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="today">The organisation's day.</param>
    /// <param name="accounts">Their ids.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task RefreshAsync(NpgsqlConnection connection, DateOnly today, long[] accounts, CancellationToken ct)
    {
        if (accounts.Length > MostInPlace)
        {
            await RebuildAsync(connection, today, ct);
            return;
        }

        // Before anything is read: whoever waited for the end of a run must see what it left, its newest day first of all.
        var newest = await NewestDayAsync(connection, ct, "lock table account_current in row exclusive mode; ") ?? today;
        await InsertAsync(connection, "account_current", today, newest, AccountSet.Of(accounts),
            """
            on conflict (account_id) do update set
                name = excluded.name, active = excluded.active, segment_id = excluded.segment_id, stage_id = excluded.stage_id, owner_id = excluded.owner_id,
                arr = excluded.arr, renewal = excluded.renewal, day = excluded.day, provisional = excluded.provisional, health = excluded.health,
                health_band = excluded.health_band, health_before = excluded.health_before, health_band_before = excluded.health_band_before,
                risk = excluded.risk, risk_band = excluded.risk_band, expansion = excluded.expansion, expansion_band = excluded.expansion_band,
                coverage = excluded.coverage, version_id = excluded.version_id,
                health_eve = excluded.health_eve, health_band_eve = excluded.health_band_eve, stake = excluded.stake
            """, ct);
        await ExecuteAsync(connection, "insert into account_current_change default values", ct);
    }

    // Every writer takes the rows in the same order, so that a run and an import wait for each other and never deadlock. The days
    // are parameters rather than joined, so that only their partitions are looked at.
    private static async Task InsertAsync(NpgsqlConnection connection, string table, DateOnly today, DateOnly newest, AccountSet? accounts, string onConflict, CancellationToken ct)
    {
        var of = accounts is null ? "" : $"and {accounts.Holds("s.account_id")}";
        // What is left of a provisional day that is over goes with the end of the run.
        var night = $"select s.* from score s where s.day = $2 and (not s.provisional or s.day = $1) {of}";
        // An account that was scored again today shows that score, all others that of the night.
        var scores = newest >= today ? night : $"""
            select s.* from score s where s.day = $1 and s.provisional {of}
            union all
            {night} and not exists (select from score t where t.day = $1 and t.provisional and t.account_id = s.account_id and t.kind = s.kind)
            """;
        await using var command = new NpgsqlCommand(
            $"""
            insert into {table} ({Columns})
            select a.id, a.name, least(a.start, a.first_reading) <= $1 and (a.churned is null or a.churned >= $1), s.segment_id, s.stage_id, s.owner_id, coalesce(s.arr, 0), r.day,
                   c.day, coalesce(c.provisional, false), c.health, coalesce(c.health_band, 0), b.published, coalesce(b.band, 0),
                   c.risk, coalesce(c.risk_band, 0), c.expansion, coalesce(c.expansion_band, 0), c.coverage, c.version_id, e.published, coalesce(e.band, 0), {StakeOf}
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
            left join score b on b.account_id = a.id and b.kind = 1 and b.day = $3 {(accounts is null ? "" : $"and {accounts.Holds("b.account_id")}")}
            left join score e on e.account_id = a.id and e.kind = 1 and e.day = $4 {(accounts is null ? "" : $"and {accounts.Holds("e.account_id")}")}
            {(accounts is null ? "" : $"where {accounts.Holds("a.id")}")}
            order by a.id
            {onConflict}
            """, connection)
        { Parameters = { P(today), P(newest), P(newest.AddDays(-30)), P(EveOf(newest, today)) }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    // Today's scores change all day long: what is new since yesterday is so for the whole day.
    private static DateOnly EveOf(DateOnly newest, DateOnly today) => (newest < today ? newest : today.AddDays(-1)).AddDays(-1);

    // As many parts as there are cores; ids are dense enough for equal spans to hold about as many accounts.
    private static async Task<List<AccountSet>> PartsAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select coalesce(min(id), 0), coalesce(max(id), 0) from account");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (first, last, parts) = (reader.GetInt64(0), reader.GetInt64(1), Environment.ProcessorCount);
        var step = ((last - first) / parts) + 1;
        return [.. Enumerable.Range(0, parts).Select(i => new AccountSet(first + (i * step), first + ((i + 1) * step) - 1))];
    }

    // The largest first, so that the last one does not keep a core waiting; those that are missing at the end are built by the swap.
    private static async Task<List<string>> IndexesAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select definition from next_account_current_indexes() order by size desc");
        List<string> definitions = ["analyze account_current_next"];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) definitions.Add(reader.GetString(0));
        return definitions;
    }

    private static async Task<DateOnly?> NewestDayAsync(NpgsqlConnection connection, CancellationToken ct, string first = "")
    {
        await using var command = new NpgsqlCommand($"{first}select max(day) from portfolio_day where kind = 1", connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(ct) as DateOnly?;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter P(object value) => new() { Value = value };
}
