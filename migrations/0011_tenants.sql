-- Tenants: each sees its own rows and no others. The database keeps them apart, whatever the program asks for.

-- The role under which requests run. It owns nothing and bypasses nothing, whoever connects; roles are the server's, so it may be there.
do $$
begin
  begin
    if not exists (select from pg_roles where rolname = 't2l_tenant') then
      create role t2l_tenant nologin;
    end if;
  exception
    when duplicate_object or unique_violation then null; -- another registry on this server made it at the same moment
  end;
  begin
    perform set_config('role', 't2l_tenant', true);
    perform set_config('role', 'none', true);
  exception
    when insufficient_privilege then execute format('grant t2l_tenant to %I', current_user);
  end;
exception
  when insufficient_privilege then
    raise exception 'user "%" may not make or use the role t2l_tenant, under which requests run; have an administrator run: create role t2l_tenant nologin; grant t2l_tenant to "%"',
      current_user, current_user using errcode = 'insufficient_privilege';
end
$$;

create table tenants (
  id         text primary key check (id ~ '^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$'),
  created_at timestamptz not null
);

insert into tenants (id, created_at) values ('default', now());

-- Gives a table its tenants: a column that the connection fills in, policies that no statement gets around, and what requests may do to it.
-- A migration that makes a table calls this at its end.
create procedure keep_tenants_apart(kept regclass, rights text default 'select, insert, update, delete') language plpgsql as $$
begin
  execute format('alter table %s add column if not exists tenant text not null default ''default''', kept);
  -- Without a tenant nothing can be written: this raises an error then.
  execute format('alter table %s alter column tenant set default current_setting(''t2l.tenant'')', kept);
  execute format('alter table %s add check (tenant <> '''')', kept);
  execute format('alter table %s enable row level security', kept);
  execute format('alter table %s force row level security', kept);
  execute format('create policy of_the_tenant on %s to t2l_tenant using (tenant = current_setting(''t2l.tenant'', true)) with check (tenant = current_setting(''t2l.tenant'', true))', kept);
  -- The registry's own work, such as leasing jobs and migrating, is for all tenants and runs as the owner.
  execute format('create policy of_the_registry on %s to %I using (true) with check (true)', kept, current_user);
  execute format('grant %s on %s to t2l_tenant', rights, kept);
end
$$;

alter table generation_jobs drop constraint generation_jobs_adapter_digest_fkey;

call keep_tenants_apart('adapters', 'select, insert, update');
call keep_tenants_apart('adapter_versions', 'select, insert');
call keep_tenants_apart('version_files', 'select, insert');
call keep_tenants_apart('audit_events', 'select, insert');
call keep_tenants_apart('adapter_aliases');
call keep_tenants_apart('adapter_cards');
call keep_tenants_apart('deleted_versions');
call keep_tenants_apart('generation_jobs', 'select, insert, update');

-- A tenant knows itself.
alter table tenants enable row level security;
alter table tenants force row level security;
create policy of_the_tenant on tenants for select to t2l_tenant using (id = current_setting('t2l.tenant', true));
do $$ begin execute format('create policy of_the_registry on tenants to %I using (true) with check (true)', current_user); end $$;
grant usage on schema public to t2l_tenant;
grant select on tenants, base_models, hypernetworks to t2l_tenant;
grant select, insert on blobs to t2l_tenant;

-- Names, digests and lists are a tenant's: what one has tells another nothing, and each list is one walk along an index.
drop index adapters_by_name, adapters_by_beginning_of_name, adapters_by_owner, adapter_versions_by_digest, adapter_versions_newest_first, adapter_versions_by_base_model, adapter_versions_by_rank,
  audit_events_newest_first, audit_events_of_an_adapter, generation_jobs_newest_first, generation_jobs_by_status, generation_jobs_by_adapter_digest;
create unique index adapters_by_name on adapters (tenant, name);
create index adapters_by_beginning_of_name on adapters (tenant, name text_pattern_ops);
create index adapters_by_owner on adapters (tenant, owner) where (owner is not null);
create unique index adapter_versions_by_digest on adapter_versions (tenant, digest);
create index adapter_versions_newest_first on adapter_versions (tenant, created_at desc, id desc);
-- What is new to the registry itself, for the search by meaning.
create index adapter_versions_by_time on adapter_versions (created_at);
create index adapter_versions_by_base_model on adapter_versions (tenant, base_model, created_at desc, id desc);
create index adapter_versions_by_rank on adapter_versions (tenant, rank, created_at desc, id desc);
create index audit_events_newest_first on audit_events (tenant, at desc, id desc);
create index audit_events_of_an_adapter on audit_events (tenant, adapter, at desc, id desc);
create index generation_jobs_newest_first on generation_jobs (tenant, created_at desc, id desc);
create index generation_jobs_by_status on generation_jobs (tenant, status, created_at desc, id desc);
create index generation_jobs_by_adapter_digest on generation_jobs (tenant, adapter_digest);
alter table generation_jobs add foreign key (tenant, adapter_digest) references adapter_versions (tenant, digest);

-- Before a policy has let a row pass, PostgreSQL uses only operators on it that are declared to tell nothing, so indexes for the words and the
-- beginnings of names would lie idle. These compare and return a truth value; only a superuser may say so. Without it all works, searches take longer.
do $$
begin
  if (select rolsuper from pg_roles where rolname = current_user) then
    alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof;
    alter function pg_catalog.textlike(text, text) leakproof;
    alter function pg_catalog.arrayoverlap(anyarray, anyarray) leakproof;
    alter function pg_catalog.arraycontains(anyarray, anyarray) leakproof;
    alter function pg_catalog.jsonb_contains(jsonb, jsonb) leakproof;
  end if;
end
$$;
