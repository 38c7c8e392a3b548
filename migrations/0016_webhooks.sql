-- Webhooks: addresses that are told what the audit log tells.

create table webhooks (
  id          uuid primary key,
  url         text not null check (char_length(url) between 1 and 2000),
  -- Actions of the log: alias.set; alias.* for all of a kind; * for all.
  actions     text[] not null check (cardinality(actions) between 1 and 50),
  -- The key of its signatures. It signs every message, so it cannot be kept as a hash.
  secret      bytea not null check (octet_length(secret) = 32),
  created_at  timestamptz not null,
  created_by  text not null check (char_length(created_by) between 1 and 200)
);

create table webhook_deliveries (
  id           uuid primary key,
  webhook_id   uuid not null references webhooks (id) on delete cascade,
  event_id     uuid not null references audit_events (id),
  attempts     integer not null default 0 check (attempts >= 0),
  -- When the next attempt is to be made; null when there is none to make.
  due_at       timestamptz,
  delivered_at timestamptz,
  status       integer,
  error        text check (char_length(error) between 1 and 1000),
  check (delivered_at is null or due_at is null)
);

create unique index webhook_deliveries_of_an_event on webhook_deliveries (webhook_id, event_id);
create index webhook_deliveries_due on webhook_deliveries (due_at) where due_at is not null;
create index webhook_deliveries_by_event on webhook_deliveries (event_id);

-- With the event, in its transaction: what is told happened, and what happened is told.
create function queue_deliveries() returns trigger language plpgsql as $$
begin
  insert into webhook_deliveries (id, tenant, webhook_id, event_id, due_at)
    select gen_random_uuid(), new.tenant, id, new.id, new.at from webhooks
    where tenant = new.tenant and actions && array['*', new.action, split_part(new.action, '.', 1) || '.*'];
  return null;
end
$$;

call keep_tenants_apart('webhooks');
call keep_tenants_apart('webhook_deliveries');

create trigger audit_events_deliveries after insert on audit_events for each row execute function queue_deliveries();
