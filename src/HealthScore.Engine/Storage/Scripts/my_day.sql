-- What "my day" shows of every account: where it stood on the eve, and what is at stake. Filled by the next night.
alter table account_current add column health_eve double precision;
alter table account_current add column health_band_eve smallint not null default 0;
alter table account_current add column stake double precision not null default 0;

-- The accounts that need somebody in their order, and those that changed band since the eve: few of all, so small indexes.
create index ix_account_current_stake on account_current (stake, account_id) include (health_band) where active and stake > 0;
create index ix_account_current_crossed on account_current (health_band, health_band_eve) where active and health_band <> health_band_eve;
