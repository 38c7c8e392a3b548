-- How well a version did: the best of its newest accuracies, one for each suite. Written with the figures that it is made from.
create table version_scores (
  version_id uuid primary key references adapter_versions (id),
  -- When the version was published: with it lists of the well measured go newest first along one index.
  created_at timestamptz not null,
  score      double precision not null check (score between 0 and 1),
  band       text not null generated always as (case when score >= 0.9 then '0.9' when score >= 0.7 then '0.7' when score >= 0.5 then '0.5' else '0' end) stored
);

call keep_tenants_apart('version_scores', 'select, insert, update, delete');

create index version_scores_by_band on version_scores (tenant, band, created_at desc, version_id desc);

insert into version_scores (version_id, created_at, score, tenant)
select v.id, v.created_at, max(newest.value), v.tenant
from (select distinct on (version_id, suite) version_id, value from evaluations where metric = 'accuracy' order by version_id, suite, at desc, id desc) newest
join adapter_versions v on v.id = newest.version_id
where newest.value between 0 and 1
group by v.id;
