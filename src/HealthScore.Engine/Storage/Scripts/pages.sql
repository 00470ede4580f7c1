-- What the pages need at a hundred thousand accounts: an index for every order of the grid, and sums that are few.

-- Computed here, so that the order by it is an index and not a sort of all accounts.
alter table account_current add column health_change double precision generated always as (health - health_before) stored;

-- An index for every order; each serves both directions, rows without a value being read apart (see AccountPages). What the grid
-- is filtered by stands behind: a walk in the order passes by what does not match without looking at the rows.
drop index ix_account_current_health, ix_account_current_arr, ix_account_current_name;
create index ix_account_current_name on account_current (name, account_id, health_band, segment_id, stage_id, health_band_before) where active;
create index ix_account_current_health on account_current (health, account_id, health_band, segment_id, stage_id, health_band_before) where active;
create index ix_account_current_change on account_current (health_change, account_id, health_band, segment_id, stage_id, health_band_before) where active;
create index ix_account_current_arr on account_current (arr, account_id, health_band, segment_id, stage_id, health_band_before) where active;
create index ix_account_current_renewal on account_current (renewal, account_id, health_band, segment_id, stage_id, health_band_before) include (arr) where active;
create index ix_account_current_risk on account_current (risk, account_id, health_band, segment_id, stage_id, health_band_before) where active;
create index ix_account_current_expansion on account_current (expansion, account_id, health_band, segment_id, stage_id, health_band_before) where active;

-- Who is asked for by owner has few accounts: found by the index, sorted in no time, whatever the order.
drop index ix_account_current_owner;
create index ix_account_current_owner on account_current (owner_id) where active;

-- Counts and sums of a band, a segment or a stage read this index and no row.
drop index ix_account_current_band;
create index ix_account_current_band on account_current (health_band, segment_id, stage_id) include (arr) where active;

-- The sums of one owner, day by day, without those of all others.
create index ix_portfolio_day_owner on portfolio_day (owner_id, kind, day);

-- The same sums for all owners together: portfolio_day grows with the number of owners, a trend of everything must not.
create table portfolio_total (
    day date not null,
    kind smallint not null,
    segment_id integer,
    stage_id integer,
    band smallint not null,
    accounts integer not null,
    arr numeric(18, 2) not null,
    score_sum double precision not null
);
create unique index ux_portfolio_total on portfolio_total (kind, day, segment_id, stage_id, band) nulls not distinct;
insert into portfolio_total (day, kind, segment_id, stage_id, band, accounts, arr, score_sum)
select day, kind, segment_id, stage_id, band, sum(accounts), sum(arr), sum(score_sum) from portfolio_day group by day, kind, segment_id, stage_id, band;
