-- Whether a version was proved to work: its row in adapter_versions never changes, what is known of it does. No row: nothing is known yet.
create table version_checks (
  version_id uuid primary key references adapter_versions (id),
  status     text not null check (status in ('pending', 'ready', 'quarantined')),
  checks     jsonb not null check (jsonb_typeof(checks) = 'array'),
  checked_at timestamptz not null,
  checked_by text not null check (char_length(checked_by) between 1 and 200),
  -- The event that quarantined it or let it out again.
  changed_by uuid references audit_events (id)
);

-- Lists pass over the few that are quarantined.
create index version_checks_quarantined on version_checks (version_id) where (status = 'quarantined');
create index version_checks_by_change on version_checks (changed_by);

-- What was decided stays so, unless it is checked again later or somebody lets it out under their name.
create function refuse_other_verdict() returns trigger language plpgsql as $$
begin
  if old.status <> 'pending' and new.checked_at <= old.checked_at and new.changed_by is not distinct from old.changed_by then
    raise exception 'version % is % already: % refused', old.version_id, old.status, tg_op using errcode = 'restrict_violation', hint = 'Check it again, or release it.';
  end if;
  return new;
end
$$;

create trigger version_checks_decided before update on version_checks
  for each row execute function refuse_other_verdict();
create trigger version_checks_kept before delete on version_checks
  for each row execute function refuse_change_unless_purged('version_id');
create trigger version_checks_no_truncate before truncate on version_checks
  for each statement execute function refuse_change();

call keep_tenants_apart('version_checks', 'select, insert, update');
