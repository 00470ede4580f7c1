-- Puts the rows of `account_current_next` in the place of those of `account_current`. Mostly by swapping the tables, which costs a
-- quarter of updating every row and leaves nothing behind to vacuum. A swap needs the table for itself for an instant; where a long
-- reader has it, or something hangs on it that a swap would lose (a view, a grant), the rows are exchanged instead, which nobody waits for.
create or replace function swap_account_current() returns void language plpgsql as $$
declare
    index record;
    columns text;
begin
    if exists (select from pg_class where oid = 'account_current'::regclass and relacl is not null)
       or exists (select from pg_depend where refobjid = 'account_current'::regclass and classid = 'pg_rewrite'::regclass)
       or not lock_for_an_instant('account_current') then
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns
        from pg_attribute where attrelid = 'account_current'::regclass and attnum > 0 and not attisdropped and attgenerated = '';
        delete from account_current;
        execute format('insert into account_current (%s) select %s from account_current_next', columns, columns);
        drop table account_current_next;
        return;
    end if;
    for index in select * from next_account_current_indexes() loop
        if to_regclass(index.name) is null then
            execute index.definition;
        end if;
        if index.is_key then
            execute format('alter table account_current_next add constraint %I primary key using index %I', index.name, index.name);
        end if;
    end loop;
    if not exists (select from pg_stats where tablename = 'account_current_next') then
        analyze account_current_next;
    end if;
    drop table account_current;
    alter table account_current_next rename to account_current;
    for index in select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = 'account_current'::regclass loop
        execute format('alter index %I rename to %I', index.name, substr(index.name, 6));
    end loop;
end $$;

-- The indexes of `account_current` as they would be on `account_current_next`.
create function next_account_current_indexes() returns table (name text, definition text, is_key boolean, size bigint) language sql stable as $$
    select 'next_' || c.relname,
           regexp_replace(regexp_replace(pg_get_indexdef(i.indexrelid), ' ON [^(]*account_current ', ' ON account_current_next '), 'INDEX \S+', format('INDEX %I', 'next_' || c.relname)),
           i.indisprimary, pg_relation_size(i.indexrelid)
    from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = 'account_current'::regclass
$$;

-- True once the transaction has the table for itself; false when that would take longer than readers should wait in the queue behind it.
create function lock_for_an_instant(relation regclass) returns boolean language plpgsql as $$
begin
    perform set_config('lock_timeout', '1s', true);
    begin
        execute format('lock table %s in access exclusive mode', relation);
    exception when lock_not_available then
        perform set_config('lock_timeout', '0', true);
        return false;
    end;
    perform set_config('lock_timeout', '0', true);
    return true;
end $$;

-- As before, save that the lock's holder is asked again: what to_regclass remembers is older than the lock.
create or replace function ensure_score_months(first_day date, last_day date) returns void language plpgsql as $$
declare
    month date := date_trunc('month', first_day);
    name text;
begin
    while month <= last_day loop
        name := 'score_' || to_char(month, 'YYYYMM');
        if to_regclass(name) is null then
            perform pg_advisory_xact_lock(hashtext('ensure_score_months'));
            if not exists (select from pg_class c join pg_inherits i on i.inhrelid = c.oid where i.inhparent = 'score'::regclass and c.relname = name) then
                execute format('create table %I (like score including all)', name);
                execute format('alter table %I add constraint in_month check (day >= %L and day < %L)', name, month, (month + interval '1 month')::date);
                execute format('alter table score attach partition %I for values from (%L) to (%L)', name, month, (month + interval '1 month')::date);
                execute format('alter table %I drop constraint in_month', name);
            end if;
        end if;
        month := month + interval '1 month';
    end loop;
end $$;
