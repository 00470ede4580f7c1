using System.Runtime.CompilerServices;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Scoring;
using Npgsql;

namespace HealthScore.Engine.Reports;

/// <summary>Every account of a day, read row by row: the program never holds them all.</summary>
internal static class MonthScoresSql
{
    /// <summary>Who is bound to their own accounts gets those that were theirs on that day and still are: the name of another's customer is not theirs to read.</summary>
    public static async IAsyncEnumerable<MonthEndScore> ReadAsync(NpgsqlDataSource source, DateOnly day, int? scope, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            select a.external_id, a.name, segment.name, stage.name, owner.name, s.arr,
                   s.health_band, s.health, s.risk_band, s.risk, s.expansion_band, s.expansion, s.coverage, m.name || ' v' || v.number
            from (
                select account_id, max(segment_id) as segment_id, max(stage_id) as stage_id, max(owner_id) as owner_id, max(arr) as arr,
                       max(band) filter (where kind = 1) as health_band, max(published) filter (where kind = 1) as health,
                       max(band) filter (where kind = 2) as risk_band, max(published) filter (where kind = 2) as risk,
                       max(band) filter (where kind = 3) as expansion_band, max(published) filter (where kind = 3) as expansion,
                       max(coverage) filter (where kind = 1) as coverage, max(version_id) filter (where kind = 1) as version_id
                from score
                where day = $1 and ($2 is null or owner_id = $2)
                group by account_id) s
            left join account a on a.id = s.account_id
            left join segment on segment.id = s.segment_id
            left join stage on stage.id = s.stage_id
            left join owner on owner.id = s.owner_id
            left join scoring_model_version v on v.id = s.version_id
            left join scoring_model m on m.id = v.model_id
            where $2 is null or exists (select from account_current c where c.account_id = s.account_id and c.owner_id = $2)
            order by a.name, s.account_id
            """);
        command.Parameters.Add(new() { Value = day });
        command.Parameters.Add(ReportSql.Scope(scope));
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return new()
            {
                ExternalId = Text(reader, 0),
                Name = Text(reader, 1),
                Segment = Text(reader, 2),
                Stage = Text(reader, 3),
                Owner = Text(reader, 4),
                Arr = reader.GetDecimal(5),
                Health = Score(reader, 6),
                Risk = Score(reader, 8),
                Expansion = Score(reader, 10),
                Coverage = Number(reader, 12),
                Day = day,
                ModelVersion = Text(reader, 13),
            };
    }

    private static string? Text(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);

    private static double? Number(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetDouble(at);

    private static KindScore? Score(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : new(Number(reader, at + 1), (Band)reader.GetInt16(at));
}
