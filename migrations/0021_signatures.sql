-- Signatures of versions, beside them: a version's digest is the same with and without.
create table version_signatures (
  version_id uuid primary key references adapter_versions (id),
  bundle     bytea not null check (octet_length(bundle) between 1 and 1048576),
  key_hint   text not null check (key_hint ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null
);

create trigger version_signatures_immutable before update or delete on version_signatures
  for each row execute function refuse_change_unless_purged('version_id');
create trigger version_signatures_no_truncate before truncate on version_signatures
  for each statement execute function refuse_change();

call keep_tenants_apart('version_signatures', 'select, insert');
