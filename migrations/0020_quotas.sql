-- How much a tenant may have; null for as much as there is room for. Deleted versions count until they are purged: their bytes are there.
alter table tenants add column max_versions bigint check (max_versions >= 0);
alter table tenants add column max_bytes bigint check (max_bytes >= 0);
