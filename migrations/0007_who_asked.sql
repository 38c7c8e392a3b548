-- Who asked for a job: its worker publishes, and the log names both.
alter table generation_jobs add column requested_by text check (char_length(requested_by) between 1 and 200);
