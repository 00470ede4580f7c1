using HealthScore.Domain.Scoring;
using Npgsql;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>The set-based statements over the score tables.</summary>
public static class ScoreSql
{
    private const int MostDaysAtOnce = 31;

    private const string Columns = "account_id, kind, day, version_id, provisional, computed, published, band, manual, coverage, segment_id, stage_id, owner_id, arr, held_band, held_version, recent_bands, data";

    internal const string Copy = $"copy score ({Columns}) from stdin (format binary)";

    internal const string Insert = $"insert into score ({Columns}) select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";

    private const string LastStates =
        """
        select s.account_id, s.kind, s.day, s.held_band, s.held_version, s.recent_bands
        from account a cross join (values (1::smallint), (2), (3)) k (kind)
        cross join lateral (
            select * from score s where s.account_id = a.id and s.kind = k.kind and s.day >= $2 and s.day < $3 and not s.provisional order by s.day desc limit 1) s
        where a.id = any($1)
        """;

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

    /// <summary>The latest final score of each account and kind before a day. Most have one of the last weeks: only who has none is looked for further back.</summary>
    public static async Task<List<Known>> LastStatesAsync(NpgsqlConnection connection, IReadOnlyCollection<(long Account, ScoreKind Kind)> of, DateOnly before, CancellationToken ct)
    {
        var (lacking, last, until) = (of.ToHashSet(), new List<Known>(), before);
        foreach (var from in (DateOnly[])[before.AddDays(-MostDaysAtOnce), before.AddDays(-366), DateOnly.MinValue])
        {
            if (lacking.Count == 0) break;
            await using var command = new NpgsqlCommand(LastStates, connection) { Parameters = { P(lacking.Select(o => o.Account).Distinct().ToArray()), P(from), P(until) }, CommandTimeout = 0 };
            last.AddRange((await ReadKnownAsync(command, ct)).FindAll(known => lacking.Remove((known.AccountId, known.Kind))));
            until = from;
        }

        return last;
    }

    /// <summary>The same of accounts' scores of all kinds from a day on, as one of a trip's statements.</summary>
    public static void AddLastStates(NpgsqlBatch trip, long[] accounts, DateOnly from, DateOnly before) => trip.Add(LastStates, accounts, from, before);

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

    /// <summary>
    /// Sums days up per scope and band. The scores are read on several connections at once, by what has been committed, month by month
    /// so that memory stays bounded over years; the caller's transaction takes the sums.
    /// </summary>
    /// <param name="source">For the reading.</param>
    /// <param name="connection">For the writing.</param>
    /// <param name="spans">The days.</param>
    /// <param name="lastFinal">Up to this day what is provisional does not count: the transaction has dropped it.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task RollUpAsync(NpgsqlDataSource source, NpgsqlConnection connection, IEnumerable<(DateOnly From, DateOnly To)> spans, DateOnly lastFinal, CancellationToken ct)
    {
        using var turn = new SemaphoreSlim(1);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct };
        await Parallel.ForEachAsync(spans.SelectMany(Months), options, async (span, stop) =>
        {
            using var sums = await SumsAsync(source, span.From, span.To, lastFinal, stop);
            await turn.WaitAsync(stop);
            try
            {
                await KeepSumsAsync(connection, span.From, span.To, sums, stop);
            }
            finally
            {
                turn.Release();
            }
        });
    }

    private static IEnumerable<(DateOnly From, DateOnly To)> Months((DateOnly From, DateOnly To) span)
    {
        for (var first = span.From; first <= span.To; first = first.AddDays(MostDaysAtOnce))
            yield return (first, first.AddDays(MostDaysAtOnce - 1) < span.To ? first.AddDays(MostDaysAtOnce - 1) : span.To);
    }

    private static async Task<MemoryStream> SumsAsync(NpgsqlDataSource source, DateOnly from, DateOnly to, DateOnly lastFinal, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var copy = await connection.BeginRawBinaryCopyAsync(FormattableString.Invariant(
            $"""
            copy (
                select day, kind, segment_id, stage_id, owner_id, band, count(*)::integer, sum(arr)::numeric(18, 2), coalesce(sum(published), 0)
                from score where day between '{from:yyyy-MM-dd}' and '{to:yyyy-MM-dd}' and (not provisional or day > '{lastFinal:yyyy-MM-dd}')
                group by day, kind, segment_id, stage_id, owner_id, band
            ) to stdout (format binary)
            """), ct);
        var sums = new MemoryStream();
        await copy.CopyToAsync(sums, ct);
        sums.Position = 0;
        return sums;
    }

    private static async Task KeepSumsAsync(NpgsqlConnection connection, DateOnly from, DateOnly to, MemoryStream sums, CancellationToken ct)
    {
        await using (var clear = Trip.Begin(connection))
        {
            clear.Add("delete from portfolio_day where day between $1 and $2", from, to);
            clear.Add("delete from portfolio_total where day between $1 and $2", from, to);
            await clear.ExecuteNonQueryAsync(ct);
        }

        await using (var copy = await connection.BeginRawBinaryCopyAsync(
            "copy portfolio_day (day, kind, segment_id, stage_id, owner_id, band, accounts, arr, score_sum) from stdin (format binary)", ct))
            await sums.CopyToAsync(copy, ct);
        await using var total = Trip.Begin(connection);
        total.Add(
            """
            insert into portfolio_total (day, kind, segment_id, stage_id, band, accounts, arr, score_sum)
            select day, kind, segment_id, stage_id, band, sum(accounts), sum(arr), sum(score_sum)
            from portfolio_day where day between $1 and $2
            group by day, kind, segment_id, stage_id, band
            """, from, to);
        await total.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<Known>> ReadKnownAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await ReadKnownAsync(reader, ct);
    }

    /// <summary>Reads the answer to <see cref="AddLastStates"/>.</summary>
    internal static async Task<List<Known>> ReadKnownAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        List<Known> known = [];
        while (await reader.ReadAsync(ct))
            known.Add(new(reader.GetInt64(0), (ScoreKind)reader.GetInt16(1), reader.GetFieldValue<DateOnly>(2), new((Band)reader.GetInt16(3), reader.GetInt32(4), reader.GetInt64(5))));
        return known;
    }

    private static NpgsqlParameter P(object value) => new() { Value = value };
}
