-- Keys of programs and people. The secret itself is nowhere: 256 random bits cannot be guessed, so one fast hash of them is enough.
create table api_keys (
  id           uuid primary key,
  name         text not null check (char_length(name) between 1 and 100),
  prefix       text not null check (prefix ~ '^t2l_[a-z2-7]{12}$'),
  secret_hash  bytea not null check (octet_length(secret_hash) = 32),
  scopes       text[] not null check (cardinality(scopes) between 1 and 5 and scopes <@ array['read', 'generate', 'write', 'approve', 'admin']),
  created_at   timestamptz not null,
  created_by   text not null check (char_length(created_by) between 1 and 200),
  expires_at   timestamptz,
  revoked_at   timestamptz,
  revoked_by   text check (char_length(revoked_by) between 1 and 200),
  last_used_at timestamptz,
  rotated_from uuid references api_keys (id),
  check ((revoked_at is null) = (revoked_by is null))
);

create unique index api_keys_by_prefix on api_keys (prefix);
create index api_keys_by_rotation on api_keys (rotated_from);

call keep_tenants_apart('api_keys', 'select, insert, update');

-- Each tenant's map.
drop index adapter_versions_by_encoder;
create index adapter_versions_by_encoder on adapter_versions (tenant, encoder_digest, digest) where embedding is not null;
