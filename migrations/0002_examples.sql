-- Examples beside the description, and what a generation has to tell beside its adapter: how new the description is, what a search brought.

alter table generation_jobs
  add column examples jsonb,
  add column seed bigint,
  add column report jsonb,
  add constraint generation_jobs_examples_are_a_list
    check (examples is null or (jsonb_typeof(examples) = 'array' and jsonb_array_length(examples) between 1 and 64));

alter table adapter_versions add column report jsonb;
