-- The matrices of a base model that adapters may change, a list of {path, out, in, layers}: an adapter that does not fit is refused before it is stored.
-- Null where nobody has read the model's configuration here.
alter table base_models add modules jsonb check (jsonb_typeof(modules) = 'array');

-- What it is called beside its first name: one folder's name is another's repository, and adapters have either.
alter table base_models add also_called text[] not null default '{}';
