-- Aliases: names that move, such as champion, each pointing at one version of its adapter. And the log of who did what.

alter table adapter_versions add constraint adapter_versions_of_an_adapter unique (id, adapter_id);

-- Names, numbers and digests, no references: what happened is to be known after what it happened to is gone.
create table audit_events (
  id      uuid primary key,
  at      timestamptz not null,
  actor   text not null check (char_length(actor) between 1 and 200),
  action  text not null check (action ~ '^[a-z]+(\.[a-z]+)*$' and char_length(action) <= 64),
  adapter text not null check (char_length(adapter) between 1 and 100),
  version integer check (version >= 1),
  digest  text check (digest ~ '^sha256:[0-9a-f]{64}$'),
  details jsonb check (jsonb_typeof(details) = 'object')
);

create index audit_events_newest_first on audit_events (at desc, id desc);
create index audit_events_of_an_adapter on audit_events (adapter, at desc, id desc);

create trigger audit_events_immutable before update or delete on audit_events
  for each row execute function refuse_change();
create trigger audit_events_no_truncate before truncate on audit_events
  for each statement execute function refuse_change();

create table adapter_aliases (
  adapter_id          uuid not null references adapters (id),
  alias               text not null check (alias ~ '^[a-z]([a-z0-9._-]{0,61}[a-z0-9])?$' and alias <> 'latest'),
  version_id          uuid not null,
  previous_version_id uuid,
  -- The event that put it where it is: what a caller compares before moving it.
  changed_by          uuid not null references audit_events (id),
  primary key (adapter_id, alias),
  -- No alias points at another adapter's version.
  foreign key (version_id, adapter_id) references adapter_versions (id, adapter_id),
  foreign key (previous_version_id, adapter_id) references adapter_versions (id, adapter_id)
);

create index adapter_aliases_by_version on adapter_aliases (version_id, adapter_id);
create index adapter_aliases_by_previous_version on adapter_aliases (previous_version_id, adapter_id);
create index adapter_aliases_by_change on adapter_aliases (changed_by);
