using System.Globalization;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.MyDay;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>The statement that makes rows of <see cref="AccountCurrent"/>, for <see cref="CurrentSql"/>.</summary>
internal static class CurrentRowsSql
{
    private const string Columns =
        """
        account_id, name, active, segment_id, stage_id, owner_id, arr, renewal, day, provisional, health, health_band, health_before, health_band_before,
        risk, risk_band, expansion, expansion_band, coverage, version_id, health_eve, health_band_eve, stake, stage_since, progress
        """;

    // Domain's Stake, for all accounts at once; a test holds the two together.
    private static readonly string StakeOf = string.Create(CultureInfo.InvariantCulture,
        $"""
        greatest(coalesce(s.arr, 0), 1)::double precision
            * coalesce(case h.band when 1 then 1 when 2 then {Stake.YellowWeight} else 0 end * (100 - h.published) / 100, 0)
            * (1 + coalesce(least(greatest((b.published - h.published) / {Stake.NewestFall}, 0), 1), 0)
                + case when h.band > 0 and v.band > 0 and h.band < v.band then 1 else 0 end)
            * (1 + coalesce(greatest({Stake.FarRenewal} - (r.day - $1), 0) / {Stake.FarRenewal}.0::double precision, 0))
        """);

    // Domain's StageStay, for all accounts at once; a test holds the two together.
    private static readonly string ProgressOf = string.Create(CultureInfo.InvariantCulture,
        $"""
        case
            when s.stage_id is null then {(int)Progress.None}
            when {BehindSince} is null then {(int)Progress.OnTrack}
            when $1 - greatest({BehindSince}, m.reached) > {StageStay.StuckAfter} then {(int)Progress.Stuck}
            else {(int)Progress.Behind}
        end
        """);

    private const string BehindSince = "least(case when m.overdue < $1 then m.overdue + 1 end, case when $1 - s.began > g.expected_days then s.began + g.expected_days + 1 end)";

    private const string Scored = "account_id, kind, day, provisional, published, band, coverage, version_id";

    // Versions of models that have been ended by today. In coalesce, because the planner would take the scores of others for few.
    private const string OfAnEndedModel =
        """
        coalesce(version_id = any(array(
            select v.id from (
                select distinct on (model_id) model_id, ends from scoring_model_version where published <= $1 order by model_id, published desc, number desc) l
            join scoring_model_version v on v.model_id = l.model_id where l.ends)), false)
        """;

    private const string OnConflict =
        """

        on conflict (account_id) do update set
            name = excluded.name, active = excluded.active, segment_id = excluded.segment_id, stage_id = excluded.stage_id, owner_id = excluded.owner_id,
            arr = excluded.arr, renewal = excluded.renewal, day = excluded.day, provisional = excluded.provisional, health = excluded.health,
            health_band = excluded.health_band, health_before = excluded.health_before, health_band_before = excluded.health_band_before,
            risk = excluded.risk, risk_band = excluded.risk_band, expansion = excluded.expansion, expansion_band = excluded.expansion_band,
            coverage = excluded.coverage, version_id = excluded.version_id,
            health_eve = excluded.health_eve, health_band_eve = excluded.health_band_eve, stake = excluded.stake,
            stage_since = excluded.stage_since, progress = excluded.progress
        """;

    /// <summary>Renews the accounts of parameter 5 in their places, on a day that a run has scored for all.</summary>
    public static readonly string RefreshOfTheDay = Insert("account_current", column => column + " = any($5)", isNewestToday: true) + OnConflict;

    /// <summary>The same on any other day.</summary>
    public static readonly string Refresh = Insert("account_current", column => column + " = any($5)", isNewestToday: false) + OnConflict;

    /// <summary>
    /// Fills a table. Parameters: today, the newest day, the one compared with, the eve. Every writer takes the rows in the same order, so
    /// that a run and an import wait for each other and never deadlock. The days are parameters rather than joined, so that only their
    /// partitions are looked at; the accounts are asked of every table, so that all are read in their order, once.
    /// </summary>
    public static string Insert(string table, Func<string, string>? holds, bool isNewestToday)
    {
        var (of, id, reached) = (holds is null ? "true" : holds("account_id"), holds is null ? "true" : holds("a.id"), holds is null ? "true" : holds("m.account_id"));
        // What is left of a provisional day that is over goes with the end of the run.
        var night = $"select {Scored} from score s where day = $2 and (not provisional or day = $1) and {of}";
        // An account that was scored again today shows that score, all others that of the night, unless its model has ended since.
        var scores = isNewestToday ? night : $"""
            select {Scored} from score where day = $1 and provisional and {of}
            union all
            {night} and not {OfAnEndedModel} and not exists (select from score t where t.day = $1 and t.provisional and t.account_id = s.account_id and t.kind = s.kind)
            """;
        return $"""
            with scored as materialized ({scores}), stay as materialized ({StaySql.Of(of, "$1")})
            insert into {table} ({Columns})
            select a.id, a.name, least(a.start, a.first_reading) <= $1 and (a.churned is null or a.churned >= $1), s.segment_id, s.stage_id, s.owner_id, coalesce(s.arr, 0), r.day,
                   h.day, coalesce(h.provisional, false), h.published, coalesce(h.band, 0), b.published, coalesce(b.band, 0),
                   k.published, coalesce(k.band, 0), e.published, coalesce(e.band, 0), h.coverage, h.version_id, v.published, coalesce(v.band, 0), {StakeOf},
                   case when s.stage_id is not null then s.began end, {ProgressOf}
            from account a
            left join stay s on s.account_id = a.id
            left join stage g on g.id = s.stage_id
            left join (
                select m.account_id, min(m.due) filter (where m.is_required and (m.done is null or m.done > $1)) as overdue, max(m.done) filter (where m.done <= $1) as reached
                from stay t join milestone m on m.account_id = t.account_id and m.stage_id = t.stage_id and (m.entered is null or m.entered >= t.began)
                where {reached} group by m.account_id) m on m.account_id = a.id
            left join (select account_id, min(day) as day from renewal where {of} and day >= $1 group by account_id) r on r.account_id = a.id
            left join scored h on h.account_id = a.id and h.kind = 1
            left join scored k on k.account_id = a.id and k.kind = 2
            left join scored e on e.account_id = a.id and e.kind = 3
            left join (select account_id, published, band from score where kind = 1 and day = $3 and {of}) b on b.account_id = a.id
            left join (select account_id, published, band from score where kind = 1 and day = $4 and {of}) v on v.account_id = a.id
            where {id}
            order by a.id
            """;
    }
}
