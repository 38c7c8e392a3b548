-- By which way a version came in. Versions of before say nothing; what a hypernetwork or a mix tells is told by them.
alter table adapter_versions add column source text check (source in ('upload', 'import', 'hub', 'generated', 'mix'));
