-- Since when an account has had readings of a gauge, so that a run that reads the latest months only can tell a gauge that is
-- stale from one that never was. Kept true by every write.
create table gauge_start (
    account_id bigint not null,
    metric_id smallint not null,
    day date not null,
    primary key (account_id, metric_id)
);

insert into gauge_start (account_id, metric_id, day)
select r.account_id, r.metric_id, min(r.day) from reading r join metric m on m.id = r.metric_id and m.kind = 2 group by r.account_id, r.metric_id;

-- By account, so that each range of accounts finds its own.
drop index ix_score_provisional;
create index ix_score_provisional on score (day, account_id) where provisional;
