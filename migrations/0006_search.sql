-- The words of a version: its description, and the parts of its name. Both stay as they are, so the words are written once, with the row.
alter table adapter_versions add column search tsvector;

create function words_of_version(name text, description text) returns tsvector language sql immutable as $$
  select setweight(to_tsvector('english', regexp_replace(name, '[^a-z0-9]+', ' ', 'g')), 'A') || setweight(to_tsvector('english', coalesce(description, '')), 'B')
$$;

alter table adapter_versions disable trigger adapter_versions_immutable;
update adapter_versions v set search = words_of_version(a.name, v.description) from adapters a where a.id = v.adapter_id;
alter table adapter_versions enable trigger adapter_versions_immutable;
alter table adapter_versions alter column search set not null;

create function fill_words() returns trigger language plpgsql as $$
begin
  new.search := words_of_version((select name from adapters where id = new.adapter_id), new.description);
  return new;
end
$$;

create trigger adapter_versions_words before insert on adapter_versions
  for each row execute function fill_words();

create index adapter_versions_by_words on adapter_versions using gin (search);
-- Lists of one base model go newest first too; a beginning of a name is looked up as letters, in whatever locale.
create index adapter_versions_by_base_model on adapter_versions (base_model, created_at desc, id desc);
create index adapters_by_beginning_of_name on adapters (name text_pattern_ops);
