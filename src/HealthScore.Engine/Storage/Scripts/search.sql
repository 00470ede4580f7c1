-- The indexes of parts of names and mail addresses, where PostgreSQL's extension pg_trgm is there or may be made. Run after the migrations, each time:
-- whoever may not make it now may have it made later. Without it a search reads all names; doctor says so.
do $$
declare
    home name;
begin
    if to_regclass('ix_account_name_part') is not null and to_regclass('ix_contact_email_part') is not null
        and to_regclass('ix_contact_mailbox_part') is not null and to_regclass('ix_contact_name_part') is not null then return; end if;
    perform pg_advisory_xact_lock(hashtext('ix_account_name_part'));
    begin
        create extension if not exists pg_trgm;
    exception when insufficient_privilege or undefined_file or feature_not_supported then
        return;
    end;
    select n.nspname into home from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
    execute format('create index if not exists ix_account_name_part on account using gin (name %I.gin_trgm_ops)', home);
    execute format('create index if not exists ix_contact_email_part on contact using gin (email %I.gin_trgm_ops)', home);
    -- Apart from the whole address: a word of the company's name stands in the domain of all its people.
    execute format('create index if not exists ix_contact_mailbox_part on contact using gin (split_part(email, ''@'', 1) %I.gin_trgm_ops)', home);
    execute format('create index if not exists ix_contact_name_part on contact using gin (name %I.gin_trgm_ops)', home);
end $$;
