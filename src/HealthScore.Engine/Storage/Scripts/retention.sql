-- The months of which only the last score of each account and kind is left.
create table thinned_month (
    month date primary key,
    thinned_at timestamptz not null default now(),
    kept bigint not null,
    dropped bigint not null
);

-- Builds what is left of a month beside it. Readers go on; who would write to the month waits.
create function build_thinned_scores(month date, out kept bigint, out dropped bigint) language plpgsql as $$
declare
    old text := 'score_' || to_char(month, 'YYYYMM');
    thinned text := old || '_thin';
begin
    execute format('lock table %I in share row exclusive mode', old);
    execute format('create table %I (like score including all)', thinned);
    execute format(
        'insert into %I select s.* from %I s
         join (select account_id, kind, max(day) as day from %I where not provisional group by account_id, kind) l using (account_id, kind, day)
         order by s.account_id, s.kind', thinned, old, old);
    get diagnostics kept = row_count;
    execute format('select count(*) - $1 from %I', old) into dropped using kept;
    execute format('alter table %I add constraint in_month check (day >= %L and day < %L)', thinned, month, (month + interval '1 month')::date);
    execute format('analyze %I', thinned);
end $$;

-- Puts it into the month's place. Readers wait from here to the end of the transaction, which is to follow at once.
create function swap_thinned_scores(month date) returns void language plpgsql as $$
declare
    old text := 'score_' || to_char(month, 'YYYYMM');
    thinned text := old || '_thin';
begin
    execute format('alter table score detach partition %I', old);
    execute format('drop table %I', old);
    execute format('alter table %I rename to %I', thinned, old);
    execute format('alter table score attach partition %I for values from (%L) to (%L)', old, month, (month + interval '1 month')::date);
    execute format('alter table %I drop constraint in_month', old);
end $$;
