-- A deleted version is out of sight until somebody restores it. Its row and its bytes stay as they are.
create table deleted_versions (
  version_id uuid primary key references adapter_versions (id),
  deleted_by uuid not null references audit_events (id)
);

create index deleted_versions_by_event on deleted_versions (deleted_by);
