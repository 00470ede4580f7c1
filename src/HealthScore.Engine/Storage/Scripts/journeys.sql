-- How accounts get on in their stages, beside all else that the pages show of them. Filled by the next night.
alter table account_current add column stage_since date;
alter table account_current add column progress smallint not null default 0;

-- Counts and sums of a stage by progress and by first day read this index and no row.
create index ix_account_current_stage on account_current (stage_id, progress, stage_since) include (arr) where active;
