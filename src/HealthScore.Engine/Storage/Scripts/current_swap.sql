-- Puts a newly filled table in the place of `account_current`: its indexes are built at once over all rows, and readers go on with
-- the old table until the end. Writing a new table costs a quarter of updating every row of the old one and leaves nothing behind to vacuum.
create function swap_account_current() returns void language plpgsql as $$
declare
    index record;
begin
    for index in
        select c.relname as name, pg_get_indexdef(i.indexrelid) as definition, i.indisprimary as is_key
        from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = 'account_current'::regclass
    loop
        execute regexp_replace(regexp_replace(index.definition, ' ON \S*account_current ', ' ON account_current_next '), 'INDEX \S+', format('INDEX %I', 'next_' || index.name));
        if index.is_key then
            execute format('alter table account_current_next add constraint %I primary key using index %I', 'next_' || index.name, 'next_' || index.name);
        end if;
    end loop;
    analyze account_current_next;
    drop table account_current;
    alter table account_current_next rename to account_current;
    for index in select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = 'account_current'::regclass loop
        execute format('alter index %I rename to %I', index.name, substr(index.name, 6));
    end loop;
end $$;
