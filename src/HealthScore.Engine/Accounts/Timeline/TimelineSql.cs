using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts.Acting;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Engine.Accounts.Timeline;

/// <summary>All that happened to one account, from every table that knows of something, in one trip.</summary>
internal static class TimelineSql
{
    // Columns: day, kind, phase, key, name, note, who, value, other, until, recorded, id.
    private const string Select =
        """
        with state as (
            select from_day, segment_id, stage_id, owner_id, arr, row_number() over w as n,
                   lag(segment_id) over w as segment_before, lag(stage_id) over w as stage_before, lag(owner_id) over w as owner_before, lag(arr) over w as arr_before
            from account_state where account_id = $1 window w as (order by from_day)
        ), version as (
            select day, version_id, lag(version_id) over (order by day) as before from score where account_id = $1 and kind = $4 and 14 = any($3)
        ), entry (day, kind, phase, key, name, note, who, value, other, until, recorded, id) as (
            select t.day, 1, 0, t.id::text, t.channel, t.note, coalesce(t.by, c.name), null::double precision, null::double precision, null::date, t.recorded, t.id
            from touch t left join contact c on c.account_id = t.account_id and c.external_id = t.contact where t.account_id = $1
            union all
            select opened, 2, 1, type, type, note, by, null, null, null, recorded, 0 from risk_event where account_id = $1
            union all
            select closed, 2, 2, type || '~' || opened, type, null, closed_by, null, null, null, null, 0 from risk_event where account_id = $1 and closed is not null
            union all
            select day, 3, 0, kind::text, null, reason, null, kind, amount, null, null, 0 from outcome where account_id = $1
            union all
            select s.from_day, 4, 0, '', g.name, v.reason, v.by, null, null, null, null, 0 from state s left join stage g on g.id = s.stage_id
            left join lateral (select m.reason, m.by from stage_move m where m.account_id = $1 and m.day = s.from_day and m.stage_id = s.stage_id order by m.id desc limit 1) v on true
            where n > 1 and s.stage_id is distinct from stage_before
            union all
            select s.from_day, 5, 0, '', g.name, null, null, null, null, null, null, 0 from state s left join segment g on g.id = s.segment_id where n > 1 and segment_id is distinct from segment_before
            union all
            select s.from_day, 6, 0, '', o.name, null, null, null, null, null, null, 0 from state s left join owner o on o.id = s.owner_id where n > 1 and owner_id is distinct from owner_before
            union all
            select from_day, 7, 0, '', null, null, null, arr, arr_before, null, null, 0 from state where n > 1 and arr <> arr_before
            union all
            select from_day, 8, 1, id::text, band::text, reason, by, score, kind, to_day, recorded, id from manual_override where account_id = $1
            union all
            select ended, 8, 2, id::text || '~', null, null, ended_by, null, kind, null, null, 0 from manual_override where account_id = $1 and ended is not null
            union all
            select day, 9, 0, id::text, null, note, by, score, null, expires, recorded, id from pulse where account_id = $1
            union all
            select r.day, 10, 0, r.id::text, r.survey, null, coalesce(c.name, r.contact), r.score, null, null, null, 0
            from survey_response r left join contact c on c.account_id = r.account_id and c.external_id = r.contact where r.account_id = $1
            union all
            select day, 11, 0, id::text, null, null, null, null, null, null, null, 0 from referral where account_id = $1
            union all
            select opened, 12, 1, id::text, name, null, null, baseline, target, null, null, 0 from goal where account_id = $1
            union all
            select closed, 12, 2, id::text || '~', name, null, null, null, null, null, null, 0 from goal where account_id = $1 and closed is not null
            union all
            select p.day, 12, 0, 'p' || p.id, g.name, null, p.by, p.value, g.target, null, p.recorded, p.id from goal_progress p join goal g on g.account_id = p.account_id and g.id = p.goal_id where p.account_id = $1
            union all
            select done, 13, 0, id::text, name, evidence, done_by, null, null, null, null, 0 from milestone where account_id = $1 and done is not null
            union all
            select v.day, 14, 0, '', m.name, r.reason, r.published_by, r.number, m.id, null, null, 0
            from version v join scoring_model_version r on r.id = v.version_id join scoring_model m on m.id = r.model_id where v.before <> v.version_id
            union all
            -- A metric was changed by which the account was scored from that day on.
            select c.day, 16, 0, c.id::text, m.name, c.reason, c.by, null, null, null, null, 0
            from configuration_change c join metric m on m.id = c.of
            where c.thing = 2 and c.day >= $9 and 16 = any($3) and (
                select r.model_id from score s join scoring_model_version r on r.id = s.version_id where s.account_id = $1 and s.kind = $4 and s.day >= c.day order by s.day limit 1) = any(c.models)
            union all
            select a.start, 15, 0, '', null, null, null, null, null, null, null, 0 from account a where a.id = $1
        )
        select * from entry
        where day <= $2 and day >= $9 and kind = any($3) and ($5::date is null or (day, kind, key) < ($5, $6, $7))
        order by day desc, kind desc, key desc limit $8
        """;

    /// <summary>The entries of these kinds up to a day that lie behind a place, the newest first.</summary>
    public static async Task<List<TimelineEntry>> ReadAsync(
        NpgsqlConnection connection, long account, TimelineKind[] kinds, DateOnly from, DateOnly to, ScoreKind scores, TimelinePlace? behind, int most, DateOnly today, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Select, connection)
        {
            Parameters =
            {
                new() { Value = account }, new() { Value = to }, new() { Value = Array.ConvertAll(kinds, k => (int)k) }, new() { Value = (short)scores },
                new() { Value = (object?)behind?.Day ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date }, new() { Value = behind is { Kind: var kind } ? (int)kind : 0 }, new() { Value = behind?.Key ?? "" }, new() { Value = most }, new() { Value = from },
            },
        };
        List<TimelineEntry> entries = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) entries.Add(Entry(reader, account, today));
        return entries;
    }

    private static TimelineEntry Entry(NpgsqlDataReader row, long account, DateOnly today)
    {
        var (day, kind, phase, name) = (row.GetFieldValue<DateOnly>(0), (TimelineKind)row.GetInt32(1), (TimelinePhase)row.GetInt32(2), Text(row, 4));
        EntryKind? undo = (kind, phase) switch
        {
            (TimelineKind.Touch, _) => EntryKind.Touch,
            (TimelineKind.Risk, TimelinePhase.Began) => EntryKind.RiskEvent,
            (TimelineKind.Override, TimelinePhase.Began) => EntryKind.Override,
            (TimelineKind.Pulse, _) => EntryKind.Pulse,
            (TimelineKind.Goal, TimelinePhase.Point) => EntryKind.GoalProgress,
            _ => null,
        };
        return new(day, kind, phase, row.GetString(3), name, Text(row, 5), Text(row, 6), Number(row, 7), Number(row, 8), Day(row, 9),
            undo is { } what && Day(row, 10) == today ? new Entry(account, what, row.GetInt64(11), kind == TimelineKind.Risk ? name! : "", kind == TimelineKind.Risk ? day : default) : null);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static double? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
