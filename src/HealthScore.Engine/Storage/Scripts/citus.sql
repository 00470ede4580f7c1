-- Spreads the facts over several machines, where PostgreSQL's extension citus is there: each by its account, those of one account on
-- one machine. Run after the migrations, each time; does nothing without the extension, and nothing the second time.
do $$
begin
    if not exists (select from pg_extension where extname = 'citus') then return; end if;
    perform pg_advisory_xact_lock(hashtext('citus.sql'));
    if exists (select from citus_tables where table_name = 'account'::regclass) then return; end if;
    -- Tables that refer to copies on every machine are made one after the other within a transaction.
    set local citus.multi_shard_modify_mode to 'sequential';

    -- What is configured is small, and stands on every machine whole.
    perform create_reference_table('journey');
    perform create_reference_table('segment');
    perform create_reference_table('custom_attribute');
    perform create_reference_table('account_list');
    perform create_reference_table('stage');
    perform create_reference_table('milestone_definition');
    perform create_reference_table('owner');
    perform create_reference_table('metric');
    perform create_reference_table('scoring_model');
    perform create_reference_table('scoring_model_version');
    perform create_reference_table('configuration_change');

    -- No machine knows the names that another gave. Accounts are made by imports alone, which look first and go one after the other.
    drop index ix_account_external_id;
    create index ix_account_external_id on account (external_id);
    perform create_distributed_table('account', 'id');

    perform create_distributed_table('account_state', 'account_id', colocate_with => 'account');
    perform create_distributed_table('account_attributes', 'account_id', colocate_with => 'account');
    perform create_distributed_table('account_list_member', 'account_id', colocate_with => 'account');
    perform create_distributed_table('renewal', 'account_id', colocate_with => 'account');
    perform create_distributed_table('outcome', 'account_id', colocate_with => 'account');
    perform create_distributed_table('contact', 'account_id', colocate_with => 'account');
    perform create_distributed_table('touch', 'account_id', colocate_with => 'account');
    perform create_distributed_table('pulse', 'account_id', colocate_with => 'account');
    perform create_distributed_table('risk_event', 'account_id', colocate_with => 'account');
    perform create_distributed_table('goal', 'account_id', colocate_with => 'account');
    perform create_distributed_table('goal_progress', 'account_id', colocate_with => 'account');
    perform create_distributed_table('milestone', 'account_id', colocate_with => 'account');
    perform create_distributed_table('stage_move', 'account_id', colocate_with => 'account');
    perform create_distributed_table('survey_response', 'account_id', colocate_with => 'account');
    perform create_distributed_table('referral', 'account_id', colocate_with => 'account');
    perform create_distributed_table('manual_override', 'account_id', colocate_with => 'account');
    perform create_distributed_table('snooze', 'account_id', colocate_with => 'account');
    perform create_distributed_table('gauge_start', 'account_id', colocate_with => 'account');
    perform create_distributed_table('reading_month', 'account_id', colocate_with => 'account');
    perform create_distributed_table('score', 'account_id', colocate_with => 'account');
    -- On the first machine stays what the pages read, account_current and the daily sums, which are narrow and few, and account_mark,
    -- which is taken from in the order of arrival.
end $$;
