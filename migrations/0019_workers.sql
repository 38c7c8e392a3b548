-- Which workers there are and what each holds, as they say it every few seconds. One that falls silent is passed over, and removed in time.
-- They are the registry's own, not a tenant's: a tenant is told where versions are that it has.
create table workers (
  name       text primary key check (char_length(name) between 1 and 200),
  base_model text check (char_length(base_model) <= 256),
  device     text check (char_length(device) <= 64),
  started_at timestamptz not null,
  seen_at    timestamptz not null
);

create table deployments (
  worker    text not null references workers (name) on delete cascade,
  digest    text not null check (digest ~ '^sha256:[0-9a-f]{64}$'),
  since     timestamptz not null,
  last_used timestamptz not null,
  primary key (worker, digest)
);

create index deployments_by_digest on deployments (digest);
