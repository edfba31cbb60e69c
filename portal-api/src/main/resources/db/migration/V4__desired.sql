-- What somebody wants of a twin stands in the log. Its row counts how often that was changed, so that each change is another ETag, and
-- the log can tell one that it is told twice.
alter table twin add column wishes bigint not null default 0;

-- A wish is no part of the graph: it makes no version and no revision of it.
create or replace function keep_twin_version() returns trigger
    language plpgsql security definer set search_path from current as
$$
declare
    written graph;
begin
    if tg_op = 'UPDATE' and (new.type, new.in_group, new.device, new.name, new.removed)
        is not distinct from (old.type, old.in_group, old.device, old.name, old.removed) then
        return null;
    end if;
    written := graph_revision_of_this_write();
    insert into twin_version (id, revision, known_at, type, in_group, device, name, removed)
    values (new.id, written.revision, written.known_at, new.type, new.in_group, new.device, new.name, new.removed)
    on conflict (tenant, id, revision) do update
        set type = excluded.type, in_group = excluded.in_group, device = excluded.device, name = excluded.name,
            removed = excluded.removed;
    return null;
end
$$;
