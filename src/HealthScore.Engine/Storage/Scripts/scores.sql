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

create function ensure_score_months(first_day date, last_day date) returns void language plpgsql as $$
declare
    month date := date_trunc('month', first_day);
begin
    while month <= last_day loop
        if to_regclass(format('score_%s', to_char(month, 'YYYYMM'))) is null then
            begin
                execute format(
                    'create table if not exists score_%s partition of score for values from (%L) to (%L)',
                    to_char(month, 'YYYYMM'), month, month + interval '1 month');
            exception when duplicate_table or invalid_object_definition then
                null; -- another node made it in the meantime
            end;
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
