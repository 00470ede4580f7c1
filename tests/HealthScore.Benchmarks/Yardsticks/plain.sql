-- A night's scores as one statement over one row per reading, the way a data team would write it. $1: the day; $2: the first day with readings.
-- It computes the workload's twenty measures by our scoring contract and must reach our numbers (a test compares them);
-- it leaves out what the workload does not need: missing policies, dimensions, rules, overrides, silent sources, other methods.
with per_account as (
    select account_id,
        sum(value) filter (where metric_id = 2 and day > $1 - 30) as logins_total,
        avg(value) filter (where metric_id = 1 and day > $1 - 7) as users_week,
        avg(value) filter (where metric_id = 1 and day > $1 - 14 and day <= $1 - 7) as users_week_before,
        avg(value) filter (where metric_id = 1 and day > $1 - 30) as users_month,
        count(*) filter (where metric_id = 1) as users_n,
        sum((day - $1 + 89)::float8) filter (where metric_id = 1) as users_x,
        sum(((day - $1 + 89) * (day - $1 + 89))::float8) filter (where metric_id = 1) as users_xx,
        sum(value) filter (where metric_id = 1) as users_y,
        sum((day - $1 + 89) * value) filter (where metric_id = 1) as users_xy,
        max(day) filter (where metric_id = 1) - min(day) filter (where metric_id = 1) + 1 as users_span,
        sum(value) filter (where metric_id = 2) as logins_y,
        sum((day - greatest($1 - 89, $2)) * value) filter (where metric_id = 2) as logins_xy,
        sum(value) filter (where metric_id = 3 and day > $1 - 30) as api_total,
        sum(value) filter (where metric_id = 3 and day > $1 - 60 and day <= $1 - 30) as api_before,
        sum(value) filter (where metric_id = 4 and day > $1 - 30) as reports_total,
        (array_agg(value order by day desc) filter (where metric_id = 5))[1] as seats_used,
        (array_agg(value order by day desc) filter (where metric_id = 6))[1] as seats_bought,
        sum(value) filter (where metric_id = 7 and day > $1 - 30) as tickets_total,
        sum(value) filter (where metric_id = 8) as minutes_total,
        (array_agg(value order by day desc) filter (where metric_id = 9))[1] as survey_last,
        avg(value) filter (where metric_id = 10) as breadth_mean,
        (array_agg(value order by day desc) filter (where metric_id = 11))[1] as invoices_last,
        max(value) filter (where metric_id = 11 and day > $1 - 30) as invoices_most,
        $1 - max(day) filter (where metric_id = 12) as contact_days,
        count(*) filter (where metric_id = 2 and day > $1 - 30 and value > 0) as login_days
    from bench.reading
    where day > $1 - 90 and day <= $1
    group by account_id
), with_days as (
    -- A count without a reading is zero on each of the days on which there was a source at all.
    select *, least(90, $1 - $2 + 1)::float8 as n,
        coalesce(api_total, 0) as api, coalesce(api_before, 0) as api_earlier, coalesce(reports_total, 0) as reports
    from bench.account left join per_account using (account_id)
), measured as (
    select w.account_id, w.segment_id, w.stage_id, s.held_band, s.raw_band as raw_before,
        coalesce(logins_total, 0) as m1,
        users_week as m2,
        users_month as m3,
        case when users_n < 3 then null when users_y = 0 then 0
            else (users_n * users_xy - users_x * users_y) / (users_n * users_xx - users_x * users_x) * users_span / (users_y / users_n) * 100 end as m4,
        case when coalesce(logins_y, 0) = 0 then 0
            else (n * logins_xy - n * (n - 1) / 2 * logins_y) / (n * ((n - 1) * n * (2 * n - 1) / 6) - (n * (n - 1) / 2) ^ 2) * n / (logins_y / n) * 100 end as m5,
        case when users_week is null or users_week_before is null then null when users_week = 0 and users_week_before = 0 then 0
            when users_week_before = 0 then 1000 else least(1000, (users_week - users_week_before) / users_week_before * 100) end as m6,
        api as m7,
        case when api = 0 and api_earlier = 0 then 0 when api_earlier = 0 then 1000 else least(1000, (api - api_earlier) / api_earlier * 100) end as m8,
        reports as m9,
        seats_used / nullif(seats_bought, 0) as m10,
        coalesce(tickets_total, 0) as m11,
        coalesce(minutes_total, 0) as m12,
        survey_last as m13,
        breadth_mean as m14,
        invoices_last as m15,
        invoices_most as m16,
        contact_days::float8 as m17,
        coalesce(login_days, 0)::float8 as m18,
        case when count(*) over peers >= 20 then 50.0::float8 * (rank() over by_api - 1 + cume_dist() over by_api * count(*) over peers) / count(*) over peers end as m19,
        case when count(*) over peers >= 20 then 50.0::float8 * (rank() over by_reports - 1 + cume_dist() over by_reports * count(*) over peers) / count(*) over peers end as m20
    from with_days w left join bench.score s on s.account_id = w.account_id and s.day = $1 - 1
    window peers as (partition by w.segment_id, w.stage_id),
        by_api as (partition by w.segment_id, w.stage_id order by api),
        by_reports as (partition by w.segment_id, w.stage_id order by reports)
), per_measure as (
    select m.account_id, m.segment_id, m.stage_id, m.held_band, m.raw_before, v.measure_id, v.value
    from measured m cross join lateral (values
        (1::smallint, m1), (2::smallint, m2), (3::smallint, m3), (4::smallint, m4), (5::smallint, m5), (6::smallint, m6), (7::smallint, m7),
        (8::smallint, m8), (9::smallint, m9), (10::smallint, m10), (11::smallint, m11), (12::smallint, m12), (13::smallint, m13), (14::smallint, m14),
        (15::smallint, m15), (16::smallint, m16), (17::smallint, m17), (18::smallint, m18), (19::smallint, m19), (20::smallint, m20)) v (measure_id, value)
), sub_scored as materialized (
    select p.account_id, p.held_band, p.raw_before, p.measure_id, p.value, c.weight,
        case
            when value is null then null
            when value <= x0 then y0
            when value <= x1 then y0 + (y1 - y0) * ((value - x0) / (x1 - x0))
            when value <= x2 then y1 + (y2 - y1) * ((value - x1) / (x2 - x1))
            when value <= x3 then y2 + (y3 - y2) * ((value - x2) / (x3 - x2))
            else y3
        end as sub_score
    from per_measure p join bench.curve c on c.segment_id = p.segment_id and c.stage_id = p.stage_id and c.measure_id = p.measure_id
), scored as materialized (
    select account_id, max(held_band) as held_band, max(raw_before) as raw_before,
        sum(weight) filter (where value is not null) as present,
        case when sum(weight) filter (where value is not null) >= 0.5 * sum(weight)
            then round((sum(weight * sub_score) / sum(weight) filter (where value is not null))::numeric, 2)::float8 end as score
    from sub_scored
    group by account_id
), banded as materialized (
    select account_id, score, held_band, raw_before, case when score >= 75 then 3 when score >= 50 then 2 when score is not null then 1 end as raw_band
    from scored
), kept_contributions as (
    insert into bench.contribution (account_id, day, measure_id, value, sub_score, weight)
    select s.account_id, $1, s.measure_id, s.value, s.sub_score, case when s.value is not null then s.weight / t.present end
    from sub_scored s join scored t on t.account_id = s.account_id
), next_band as (
    -- Two points past the threshold change the colour at once, two days on the same side of it change it as well.
    select account_id, score, held_band, raw_before, raw_band,
        case
            when score is null then null
            when coalesce(held_band, 0) = 0 or raw_band = held_band then raw_band
            when raw_band > held_band and score >= 77 then 3
            when raw_band > held_band and held_band < 2 and score >= 52 then 2
            when raw_band < held_band and score < 48 then 1
            when raw_band < held_band and held_band > 2 and score < 73 then 2
            when raw_band > held_band and raw_before > held_band or raw_band < held_band and raw_before < held_band then raw_band
            else held_band
        end as band
    from banded
)
insert into bench.score (account_id, day, score, band, held_band, raw_band)
select account_id, $1, score, coalesce(band, 0), coalesce(band, held_band, 0), coalesce(raw_band, raw_before, 0) from next_band
