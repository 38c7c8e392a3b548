-- How far a running job is, and lists of jobs by their state.
alter table generation_jobs
  add column progress jsonb,
  add constraint generation_jobs_progress_is_an_object check (jsonb_typeof(progress) = 'object');

create index generation_jobs_by_status on generation_jobs (status, created_at desc, id desc);
