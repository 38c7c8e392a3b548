-- Adapters that were fetched from the hub say from which repository, and at which commit.
alter table adapter_versions add hub_repository text check (char_length(hub_repository) between 1 and 96);
alter table adapter_versions add hub_commit text check (hub_commit ~ '^[0-9a-f]{40}$');
alter table adapter_versions add check ((hub_repository is null) = (hub_commit is null));
