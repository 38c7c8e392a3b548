-- What was measured of a version. Measured again it is a new row; the newest counts.
create table evaluations (
  id         uuid primary key,
  version_id uuid not null references adapter_versions (id),
  suite      text not null check (char_length(suite) between 1 and 100),
  metric     text not null check (metric ~ '^[a-z]([a-z0-9._-]{0,61}[a-z0-9])?$'),
  value      double precision not null check (value > '-infinity' and value < 'infinity'),
  n          integer check (n >= 1),
  low        double precision,
  high       double precision,
  seed       bigint,
  source     text check (char_length(source) between 1 and 500),
  at         timestamptz not null,
  added_by   uuid not null references audit_events (id)
);

create index evaluations_of_a_version on evaluations (version_id, suite, metric, at desc, id desc);
create index evaluations_by_event on evaluations (added_by);

create trigger evaluations_immutable before update or delete on evaluations
  for each row execute function refuse_change_unless_purged('version_id');
create trigger evaluations_no_truncate before truncate on evaluations
  for each statement execute function refuse_change();

call keep_tenants_apart('evaluations', 'select, insert');
