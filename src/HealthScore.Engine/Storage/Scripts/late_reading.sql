-- What became of a metric's readings of a month after their days had been scored for good: counted, because the scores stay as published.
create table late_reading (
    metric_id smallint not null,
    month date not null,
    added bigint not null,
    corrected bigint not null,
    removed bigint not null,
    last_at timestamptz not null,
    primary key (metric_id, month)
);
