-- The values that lists are narrowed down by, each found in one step, and the newest of each.
create index adapter_versions_by_kind on adapter_versions (tenant, kind, created_at desc, id desc);
create index adapter_aliases_by_alias on adapter_aliases (tenant, alias, version_id);
