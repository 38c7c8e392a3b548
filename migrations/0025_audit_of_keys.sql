-- Keys are made, replaced and revoked: that is told too, and is about no adapter.
alter table audit_events alter column adapter drop not null;
alter table audit_events add check (adapter is not null or action ~ '^key\.');
