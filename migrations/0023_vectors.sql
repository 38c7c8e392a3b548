-- Where the extension pgvector is there, the database itself can find the nearest tasks. The function may be made before the extension.
do $$
begin
  if exists (select from pg_available_extensions where name = 'vector') then
    create extension if not exists vector;
  end if;
exception
  when insufficient_privilege then null; -- an administrator can do it at any time: create extension vector
end
$$;

set local check_function_bodies = off;

-- 1 − cosine. One expression, so that PostgreSQL puts it in place of the call.
create function task_distance(real[], real[]) returns double precision language sql immutable parallel safe as 'select $1::vector <=> $2::vector';
