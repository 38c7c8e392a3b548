-- Versions that were deleted long ago may go for good, and with them the bytes that nothing else points at.

-- A job keeps telling what it made after that is gone.
alter table generation_jobs drop constraint if exists generation_jobs_adapter_digest_fkey;
alter table generation_jobs drop constraint if exists generation_jobs_tenant_adapter_digest_fkey;

-- It still names nothing that was never published.
create function require_made_version() returns trigger language plpgsql as $$
begin
  if not exists (select from adapter_versions v where v.tenant = new.tenant and v.digest = new.adapter_digest) then
    raise exception 'job % names version %, which is not published', new.id, new.adapter_digest using errcode = 'foreign_key_violation';
  end if;
  return new;
end
$$;

create trigger generation_jobs_made_version before insert or update of adapter_digest on generation_jobs
  for each row when (new.adapter_digest is not null) execute function require_made_version();

alter table deleted_versions drop constraint deleted_versions_version_id_fkey;
alter table deleted_versions add constraint deleted_versions_version_id_fkey
  foreign key (version_id) references adapter_versions (id) on delete cascade;

-- Whether anybody's version is this manifest.
create index adapter_versions_by_manifest on adapter_versions (digest);

-- Published rows stay as they are, with one way out: somebody deleted the version, and this transaction says that it purges.
create function refuse_change_unless_purged() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('t2l.purging', true) = 'on'
    and exists (select from deleted_versions d where d.version_id = (to_jsonb(old) ->> tg_argv[0])::uuid) then
    return old;
  end if;
  raise exception 'rows of % are immutable: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation', hint = 'Publish a new version instead; ./t2l adapters delete and ./t2l adapters gc remove one.';
end
$$;

drop trigger adapter_versions_immutable on adapter_versions;
create trigger adapter_versions_immutable before update or delete on adapter_versions
  for each row execute function refuse_change_unless_purged('id');
drop trigger version_files_immutable on version_files;
create trigger version_files_immutable before update or delete on version_files
  for each row execute function refuse_change_unless_purged('version_id');
