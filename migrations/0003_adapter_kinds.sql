-- SVF experts beside LoRAs. An expert has no rank and no alpha; a mix of experts says what it was mixed from.
-- The default is for programs of before that still run: they publish LoRAs and name no kind.

alter table adapter_versions
  add column kind text not null default 'lora' check (kind in ('lora', 'svf')),
  add column mix jsonb,
  alter column rank drop not null,
  alter column alpha drop not null,
  add constraint adapter_versions_rank_of_a_lora
    check ((kind = 'lora') = (rank is not null) and (rank is null) = (alpha is null)),
  add constraint adapter_versions_mix_of_experts
    check (mix is null or (kind = 'svf' and jsonb_typeof(mix) = 'object'));
