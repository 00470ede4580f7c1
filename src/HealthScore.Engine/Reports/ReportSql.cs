using HealthScore.Domain.Reports;
using HealthScore.Domain.Scoring;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Engine.Reports;

/// <summary>Month ends, and the moves between them.</summary>
internal static class ReportSql
{
    private const string Moves =
        """
        select case when b.here then 2 when b.here is null then 0 else 1 end, case when b.here then b.segment_id end, case when b.here then b.band end,
               case when n.here then 2 when n.here is null then 0 else 1 end, case when n.here then n.segment_id end, case when n.here then n.band end,
               count(*)::integer, sum(b.arr) filter (where b.here), sum(n.arr) filter (where n.here)
        from (select account_id, $4 is null or owner_id is not distinct from $4 as here, segment_id, band, arr from score where kind = $1 and day = $2) b
        full join (select account_id, $4 is null or owner_id is not distinct from $4 as here, segment_id, band, arr from score where kind = $1 and day = $3) n
            using (account_id)
        where b.here or n.here
        group by 1, 2, 3, 4, 5, 6
        """;

    /// <summary>
    /// The last final and the last provisional day of each month; months without scores are left out. Every day is looked up by
    /// itself, because the sums of all days together are many.
    /// </summary>
    public static async Task<List<MonthEnd>> MonthEndsAsync(NpgsqlDataSource source, ScoreKind kind, IEnumerable<Month> months, DateOnly today, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            select m.first, max(d.day) filter (where not d.provisional), max(d.day) filter (where d.provisional)
            from unnest($2) m (first)
            cross join lateral (
                select g.day::date as day, exists (select from score s where s.day = g.day::date and s.kind = $1 and s.provisional) as provisional
                from generate_series(m.first::timestamp, m.first + interval '1 month' - interval '1 day', interval '1 day') g (day)
                cross join lateral (select from portfolio_day p where p.day = g.day::date and p.kind = $1 limit 1) scored) d
            group by m.first
            order by m.first
            """);
        command.Parameters.Add(Kind(kind));
        command.Parameters.Add(Days([.. months.Select(month => month.First)]));
        var ends = new List<MonthEnd>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            if (MonthEnd.Choose(Month.Of(reader.GetFieldValue<DateOnly>(0)), Day(reader, 1), Day(reader, 2), today) is { } end) ends.Add(end);
        return ends;
    }

    /// <summary>
    /// Where every account stood at two month ends, counted. The scope is applied after the two days are joined, so that an account
    /// handed to another owner is told from one that left; of such a one nothing is read but that it is still there.
    /// Each pair of days is planned by itself: only then does PostgreSQL look at no other months.
    /// </summary>
    public static async Task<List<MoveFact>> MovesAsync(
        NpgsqlDataSource source, ScoreKind kind, IReadOnlyList<(MonthEnd Before, MonthEnd Now)> pairs, int? scope, CancellationToken ct)
    {
        var moves = new List<MoveFact>();
        if (pairs.Count == 0) return moves;
        await using var batch = source.CreateBatch();
        foreach (var (before, now) in pairs)
            batch.BatchCommands.Add(new(Moves) { Parameters = { Kind(kind), Day(before.Day), Day(now.Day), Scope(scope) } });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        foreach (var (_, now) in pairs)
        {
            while (await reader.ReadAsync(ct))
                moves.Add(new(
                    now.Month, Place(reader, 0), Place(reader, 3), reader.GetInt32(6),
                    reader.IsDBNull(7) ? 0 : reader.GetDecimal(7), reader.IsDBNull(8) ? 0 : reader.GetDecimal(8)));
            await reader.NextResultAsync(ct);
        }

        return moves;
    }

    internal static NpgsqlParameter Scope(int? scope) => new() { Value = (object?)scope ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    private static NpgsqlParameter Kind(ScoreKind kind) => new() { Value = (short)kind, NpgsqlDbType = NpgsqlDbType.Smallint };

    private static NpgsqlParameter Day(DateOnly day) => new() { Value = day, NpgsqlDbType = NpgsqlDbType.Date };

    private static NpgsqlParameter Days(DateOnly[] days) => new() { Value = days, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };

    private static DateOnly? Day(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetFieldValue<DateOnly>(at);

    private static Place Place(NpgsqlDataReader reader, int at) => new(
        (Presence)reader.GetInt32(at), reader.IsDBNull(at + 1) ? null : reader.GetInt32(at + 1), reader.IsDBNull(at + 2) ? Band.Unknown : (Band)reader.GetInt16(at + 2));
}
