-- Scores as published: one row per account, kind and day, the contributions packed into `data` (see ScoreCodec).
-- Segment, stage, owner and ARR are those of the day, so that a report of a past month never changes.
-- `held_band`, `held_version` and `recent_bands` are what the next day's hysteresis needs.
create table score (
    account_id bigint not null,
    kind smallint not null,
    day date not null,
    version_id integer not null,
    provisional boolean not null,
    computed double precision,
    published double precision,
    band smallint not null,
    manual boolean not null,
    coverage double precision not null,
    segment_id integer,
    stage_id integer,
    owner_id integer,
    arr numeric(16, 2) not null,
    held_band smallint not null,
    held_version integer not null,
    recent_bands bigint not null,
    data bytea not null,
    primary key (account_id, kind, day)
) partition by range (day);

-- Rows arrive day by day, so a summary of each block finds a day without a second large index.
create index ix_score_day on score using brin (day) with (pages_per_range = 16, autosummarize = on);

-- At most one day's rows at a time, and next to none at night: whether a day is final, and what gives way to its final scores.
create index ix_score_provisional on score (day, kind) where provisional;

-- Makes the missing partitions. A table is attached rather than made as a partition, because only this lets readers and writers go on.
create function ensure_score_months(first_day date, last_day date) returns void language plpgsql as $$
declare
    month date := date_trunc('month', first_day);
    name text;
begin
    while month <= last_day loop
        name := 'score_' || to_char(month, 'YYYYMM');
        if to_regclass(name) is null then
            perform pg_advisory_xact_lock(hashtext('ensure_score_months'));
            if to_regclass(name) is null then
                execute format('create table %I (like score including all)', name);
                execute format('alter table %I add constraint in_month check (day >= %L and day < %L)', name, month, (month + interval '1 month')::date);
                execute format('alter table score attach partition %I for values from (%L) to (%L)', name, month, (month + interval '1 month')::date);
                execute format('alter table %I drop constraint in_month', name);
            end if;
        end if;
        month := month + interval '1 month';
    end loop;
end $$;

-- What the pages show of an account now: rebuilt by every run, touched by every import.
create table account_current (
    account_id bigint primary key,
    name text not null,
    active boolean not null,
    segment_id integer,
    stage_id integer,
    owner_id integer,
    arr numeric(16, 2) not null,
    renewal date,
    day date,
    provisional boolean not null default false,
    health double precision,
    health_band smallint not null default 0,
    health_before double precision,
    health_band_before smallint not null default 0,
    risk double precision,
    risk_band smallint not null default 0,
    expansion double precision,
    expansion_band smallint not null default 0,
    coverage double precision,
    version_id integer
) with (fillfactor = 70);
create index ix_account_current_health on account_current (health, account_id) where active;
create index ix_account_current_arr on account_current (arr, account_id) where active;
create index ix_account_current_name on account_current (name, account_id) where active;
create index ix_account_current_owner on account_current (owner_id, health) where active;
create index ix_account_current_band on account_current (health_band, health) where active;

-- Accounts and ARR per day, scope and band: the trend of a year without touching the scores.
create table portfolio_day (
    day date not null,
    kind smallint not null,
    segment_id integer,
    stage_id integer,
    owner_id integer,
    band smallint not null,
    accounts integer not null,
    arr numeric(18, 2) not null,
    score_sum double precision not null
);
create unique index ux_portfolio_day on portfolio_day (day, kind, segment_id, stage_id, owner_id, band) nulls not distinct;
