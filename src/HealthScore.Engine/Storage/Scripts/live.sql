-- Accounts that something new has become known of since they were scored.
create table account_mark (
    account_id bigint primary key,
    marked_at timestamptz not null default clock_timestamp()
);

-- The percentile inputs of the last day that was scored for all, sorted, as doubles: what a single account is ranked among until the next night.
create table peer_input (
    day date not null,
    segment_id integer,
    stage_id integer,
    metric_id smallint not null,
    measure_window integer not null,
    inputs bytea not null
);
alter table peer_input alter column inputs set storage external;
