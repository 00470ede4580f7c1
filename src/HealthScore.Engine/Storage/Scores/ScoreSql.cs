using HealthScore.Domain.Scoring;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>The set-based statements over the score tables.</summary>
public static class ScoreSql
{
    private const int MostDaysAtOnce = 31;

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

    /// <summary>The final scores of a range of accounts and days.</summary>
    public static async Task<List<Known>> FinalAsync(NpgsqlConnection connection, long firstId, long lastId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select account_id, kind, day, held_band, held_version, recent_bands from score
            where account_id between $1 and $2 and day between $3 and $4 and not provisional
            """, connection)
        { Parameters = { P(firstId), P(lastId), P(from), P(to) }, CommandTimeout = 0 };
        return await ReadKnownAsync(command, ct);
    }

    /// <summary>The latest final score of each account and kind before a day.</summary>
    public static async Task<List<Known>> LastStatesAsync(NpgsqlConnection connection, IReadOnlyCollection<(long Account, ScoreKind Kind)> of, DateOnly before, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select s.account_id, s.kind, s.day, s.held_band, s.held_version, s.recent_bands
            from unnest($1, $2) a (account_id, kind)
            cross join lateral (
                select * from score s where s.account_id = a.account_id and s.kind = a.kind and s.day < $3 and not s.provisional order by s.day desc limit 1) s
            """, connection)
        { Parameters = { P(of.Select(o => o.Account).ToArray()), P(of.Select(o => (short)o.Kind).ToArray()), P(before) }, CommandTimeout = 0 };
        return await ReadKnownAsync(command, ct);
    }

    /// <summary>Account, kind, held band, its version and recent bands of a day's final scores. COPY takes no parameters, so the day stands in its text.</summary>
    internal static async Task<Stream> CopyStatesAsync(NpgsqlConnection connection, DateOnly day, CancellationToken ct) =>
        await connection.BeginRawBinaryCopyAsync(FormattableString.Invariant(
            $"copy (select account_id, kind, held_band, held_version, recent_bands from score where day = '{day:yyyy-MM-dd}' and not provisional) to stdout (format binary)"), ct);

    /// <summary>Provisional scores give way to those about to be written.</summary>
    public static async Task DropProvisionalAsync(NpgsqlConnection connection, long firstId, long lastId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "delete from score where account_id between $1 and $2 and day between $3 and $4 and provisional", connection)
        { Parameters = { P(firstId), P(lastId), P(from), P(to) }, CommandTimeout = 0 };
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
                },
            };
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Renews what the pages show of each account: its state of today, its latest scores, and those of thirty days before them.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="today">The organisation's day.</param>
    /// <param name="accounts">Only these; null: all.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task RefreshCurrentAsync(NpgsqlConnection connection, DateOnly today, long[]? accounts, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with newest as (select max(day) as day from portfolio_day where kind = 1)
            insert into account_current
            select a.id, a.name, least(a.start, a.first_reading) <= $1 and (a.churned is null or a.churned >= $1), s.segment_id, s.stage_id, s.owner_id, coalesce(s.arr, 0), r.day,
                   h.day, coalesce(h.provisional, false), h.published, coalesce(h.band, 0), b.published, coalesce(b.band, 0),
                   k.published, coalesce(k.band, 0), e.published, coalesce(e.band, 0), h.coverage, h.version_id
            from account a
            cross join newest n
            left join lateral (select * from account_state s where s.account_id = a.id and s.from_day <= $1 order by s.from_day desc limit 1) s on true
            left join lateral (select min(day) as day from renewal r where r.account_id = a.id and r.day >= $1) r on true
            left join score h on h.account_id = a.id and h.kind = 1 and h.day = n.day
            left join score b on b.account_id = a.id and b.kind = 1 and b.day = n.day - 30
            left join score k on k.account_id = a.id and k.kind = 2 and k.day = n.day
            left join score e on e.account_id = a.id and e.kind = 3 and e.day = n.day
            where $2::bigint[] is null or a.id = any($2)
            -- Every writer takes the rows in the same order, so that a run and an import wait for each other and never deadlock.
            order by a.id
            on conflict (account_id) do update set
                name = excluded.name, active = excluded.active, segment_id = excluded.segment_id, stage_id = excluded.stage_id, owner_id = excluded.owner_id,
                arr = excluded.arr, renewal = excluded.renewal, day = excluded.day, provisional = excluded.provisional, health = excluded.health,
                health_band = excluded.health_band, health_before = excluded.health_before, health_band_before = excluded.health_band_before,
                risk = excluded.risk, risk_band = excluded.risk_band, expansion = excluded.expansion, expansion_band = excluded.expansion_band,
                coverage = excluded.coverage, version_id = excluded.version_id
            """, connection)
        { Parameters = { P(today), new() { Value = (object?)accounts ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint } } };
        command.CommandTimeout = 0;
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
