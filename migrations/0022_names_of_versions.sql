-- A version knows its name, so that lists by name, and of names that begin alike, walk an index of the versions themselves and join nothing.
create trigger adapters_keep_their_name before update of name on adapters
  for each row when (old.name is distinct from new.name) execute function refuse_change();

alter table adapter_versions add column name text;
alter table adapter_versions disable trigger adapter_versions_immutable;
update adapter_versions v set name = a.name from adapters a where a.id = v.adapter_id;
alter table adapter_versions enable trigger adapter_versions_immutable;
alter table adapter_versions alter column name set not null;

-- What stands before the slash: a team's adapters, newest first, are one walk too.
alter table adapter_versions add column team text generated always as (split_part(name, '/', 1)) stored;

create or replace function fill_words() returns trigger language plpgsql as $$
begin
  new.name := (select name from adapters where id = new.adapter_id);
  new.search := words_of_version(new.name, new.description);
  return new;
end
$$;

create unique index adapter_versions_by_name on adapter_versions (tenant, name, version desc);
create index adapter_versions_by_team on adapter_versions (tenant, team, created_at desc, id desc);
create index adapter_versions_by_beginning_of_name on adapter_versions (tenant, name text_pattern_ops);
drop index adapters_by_beginning_of_name;
