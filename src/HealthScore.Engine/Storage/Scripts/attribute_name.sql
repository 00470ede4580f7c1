-- Attributes are told apart by more than capitals. Two that were not shared one value of each account, that of the last one, which
-- therefore stays; where they were of different kinds it cannot be read as either, and comes again with the next import.
with twice as (select lower(name) as name, max(id) as last, count(distinct kind) as kinds from custom_attribute group by lower(name) having count(*) > 1),
gone as (delete from custom_attribute a using twice t where lower(a.name) = t.name and a.id < t.last)
update account_attributes v
set values = (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(v.values) e where not exists (select from twice t where t.name = lower(e.key) and t.kinds > 1))
where exists (select from twice where kinds > 1);
create unique index if not exists ix_custom_attribute_name_in_any_case on custom_attribute (lower(name));
