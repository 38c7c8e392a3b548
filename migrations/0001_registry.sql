-- The registry: who made which adapter from what, and which bytes it is.
-- Bytes live in the blob store under their sha256; rows point at them. Rows of a version never change.

create table base_models (
  digest        text primary key check (digest ~ '^sha256:[0-9a-f]{64}$'),
  name          text not null check (char_length(name) between 1 and 256),
  revision      text check (char_length(revision) between 1 and 100),
  model_type    text check (char_length(model_type) between 1 and 64),
  parameters    bigint check (parameters >= 0),
  created_at    timestamptz not null
);

create index base_models_by_name on base_models (name);

create table hypernetworks (
  digest            text primary key check (digest ~ '^sha256:[0-9a-f]{64}$'),
  name              text not null check (char_length(name) between 1 and 256),
  base_model        text not null check (char_length(base_model) <= 256),
  base_model_digest text references base_models (digest),
  encoder_digest    text check (encoder_digest ~ '^sha256:[0-9a-f]{64}$'),
  rank              integer not null check (rank between 1 and 65536),
  alpha             double precision not null,
  target_modules    text[] not null check (cardinality(target_modules) > 0),
  parameters        bigint not null check (parameters >= 0),
  created_at        timestamptz not null
);

create index hypernetworks_by_name on hypernetworks (name);
create index hypernetworks_by_base_model_digest on hypernetworks (base_model_digest);

create table blobs (
  digest     text primary key check (digest ~ '^sha256:[0-9a-f]{64}$'),
  bytes      bigint not null check (bytes >= 0),
  created_at timestamptz not null
);

-- A name people use. latest_version counts the versions published under it.
create table adapters (
  id             uuid primary key,
  name           text not null check (name ~ '^[a-z0-9]([a-z0-9._/-]{0,98}[a-z0-9])?$'),
  latest_version integer not null check (latest_version >= 1),
  created_at     timestamptz not null
);

create unique index adapters_by_name on adapters (name);

create table adapter_versions (
  id                   uuid primary key,
  digest               text not null check (digest ~ '^sha256:[0-9a-f]{64}$'),
  adapter_id           uuid not null references adapters (id),
  version              integer not null check (version >= 1),
  description          text check (char_length(description) between 1 and 4096),
  embedding            real[],
  base_model           text not null check (char_length(base_model) <= 256),
  base_model_digest    text references base_models (digest),
  hypernetwork_digest  text references hypernetworks (digest),
  encoder_digest       text check (encoder_digest ~ '^sha256:[0-9a-f]{64}$'),
  seed                 bigint,
  rank                 integer not null check (rank between 1 and 65536),
  alpha                double precision not null,
  target_modules       text[] not null check (cardinality(target_modules) > 0),
  parameters           bigint not null check (parameters >= 0),
  bytes                bigint not null check (bytes >= 0),
  created_at           timestamptz not null
);

-- The digest is the identity: publishing the same bytes twice is the same version.
create unique index adapter_versions_by_digest on adapter_versions (digest);
create unique index adapter_versions_by_number on adapter_versions (adapter_id, version);
-- Lists go newest first and continue after (created_at, id).
create index adapter_versions_newest_first on adapter_versions (created_at desc, id desc);
create index adapter_versions_by_base_model_digest on adapter_versions (base_model_digest);
create index adapter_versions_by_hypernetwork_digest on adapter_versions (hypernetwork_digest);

create table version_files (
  version_id  uuid not null references adapter_versions (id),
  name        text not null check (char_length(name) between 1 and 255 and name !~ '[/\\:]' and name not in ('.', '..')),
  blob_digest text not null references blobs (digest),
  primary key (version_id, name)
);

create index version_files_by_blob_digest on version_files (blob_digest);

create table generation_jobs (
  id                  uuid primary key,
  status              text not null check (status in ('queued', 'running', 'ready', 'failed', 'cancelled')),
  description         text not null check (char_length(description) between 1 and 4096),
  adapter_name        text check (adapter_name ~ '^[a-z0-9]([a-z0-9._/-]{0,98}[a-z0-9])?$'),
  hypernetwork_digest text references hypernetworks (digest),
  attempts            integer not null check (attempts >= 0),
  lease_owner         text check (char_length(lease_owner) between 1 and 200),
  lease_until         timestamptz,
  available_at        timestamptz not null,
  announced_at        timestamptz,
  error               text check (char_length(error) between 1 and 4000),
  adapter_digest      text references adapter_versions (digest),
  timings             jsonb,
  created_at          timestamptz not null,
  started_at          timestamptz,
  finished_at         timestamptz,
  updated_at          timestamptz not null,
  -- A state and what it needs go together, so that no code path can leave half of it.
  constraint generation_jobs_lease_only_while_running
    check ((status = 'running') = (lease_owner is not null) and (lease_owner is null) = (lease_until is null)),
  constraint generation_jobs_adapter_when_ready check ((status = 'ready') = (adapter_digest is not null)),
  constraint generation_jobs_error_when_failed check (status <> 'failed' or error is not null),
  constraint generation_jobs_finished_when_over
    check ((status in ('ready', 'failed', 'cancelled')) = (finished_at is not null))
);

-- The sweeper looks at the few unfinished jobs, not at the history.
create index generation_jobs_unfinished on generation_jobs (announced_at) where status in ('queued', 'running');
create index generation_jobs_newest_first on generation_jobs (created_at desc, id desc);
create index generation_jobs_by_adapter_digest on generation_jobs (adapter_digest);
create index generation_jobs_by_hypernetwork_digest on generation_jobs (hypernetwork_digest);

-- What is published stays as it was published, whoever holds the connection.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are immutable: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation', hint = 'Publish a new version instead.';
end
$$;

create trigger adapter_versions_immutable before update or delete on adapter_versions
  for each row execute function refuse_change();
create trigger adapter_versions_no_truncate before truncate on adapter_versions
  for each statement execute function refuse_change();
create trigger version_files_immutable before update or delete on version_files
  for each row execute function refuse_change();
create trigger version_files_no_truncate before truncate on version_files
  for each statement execute function refuse_change();
-- A blob row that nothing points at may go (its file goes too); it may never be rewritten.
create trigger blobs_immutable before update on blobs
  for each row execute function refuse_change();
