-- What people say of an adapter, whatever its version: whose it is, tags, properties, and a card. All of it may change; the log has who did.
alter table adapters
  add column owner text check (char_length(owner) between 1 and 100),
  add column tags text[] not null default '{}' check (cardinality(tags) <= 50),
  add column properties jsonb not null default '{}'
    check (jsonb_typeof(properties) = 'object'
      and not jsonb_path_exists(properties, 'strict $.* ? (@.type() != "string" && @.type() != "number" && @.type() != "boolean")', '{}', true)),
  -- What a caller compares before changing it.
  add column metadata_changed_by uuid references audit_events (id);

create index adapters_by_owner on adapters (owner) where (owner is not null);
create index adapters_by_tag on adapters using gin (tags);
create index adapters_by_property on adapters using gin (properties jsonb_path_ops);
create index adapters_by_metadata_change on adapters (metadata_changed_by);
create index adapter_versions_by_rank on adapter_versions (rank, created_at desc, id desc);

-- Apart from the row that every list reads.
create table adapter_cards (
  adapter_id uuid primary key references adapters (id),
  text       text not null check (octet_length(text) between 1 and 65536),
  changed_by uuid not null references audit_events (id)
);

create index adapter_cards_by_change on adapter_cards (changed_by);
