-- The twin graph. Every write to a tenant's twins, relationships or types gets the tenant's next revision and its known time, by
-- trigger, so that no writer can forget it; a transaction has one revision, whatever it writes. Versions are kept by the same
-- triggers: the application reads them and can neither write nor change them. Known times are epoch milliseconds.

create table graph (
    tenant     text   primary key default current_setting('app.tenant'),
    revision   bigint not null,
    known_at   bigint not null,
    written_by xid8   not null
);

-- The row of a removed one stays, so that its revision, the ETag, never comes again. Properties are kept as they were given: jsonb
-- would spell out a number like 1e300, and let little JSON take much room.
create table relationship (
    tenant     text    not null default current_setting('app.tenant'),
    source     text    not null,
    name       text    not null,
    target     text    not null,
    properties json    not null,
    removed    boolean not null default false,
    revision   bigint  not null,
    primary key (tenant, source, name, target),
    foreign key (tenant, source) references twin,
    foreign key (tenant, target) references twin
);

create index relationship_by_target on relationship (tenant, target, name, source) where not removed;

-- A version holds from its revision up to the next one of the same twin or relationship.
create table twin_version (
    tenant   text    not null default current_setting('app.tenant'),
    id       text    not null,
    revision bigint  not null,
    known_at bigint  not null,
    type     text    not null,
    in_group text    not null,
    device   text,
    name     text    not null,
    removed  boolean not null,
    primary key (tenant, id, revision)
);

create index twin_version_by_revision on twin_version (tenant, revision, id);

create table relationship_version (
    tenant     text    not null default current_setting('app.tenant'),
    source     text    not null,
    name       text    not null,
    target     text    not null,
    revision   bigint  not null,
    known_at   bigint  not null,
    properties json    not null,
    removed    boolean not null,
    primary key (tenant, source, name, target, revision)
);

create index relationship_version_by_revision on relationship_version (tenant, revision, source, name, target);

-- What a type inherits from, directly or not.
create table twin_type_ancestor (
    tenant   text   not null default current_setting('app.tenant'),
    type     text   not null,
    ancestor text   not null,
    revision bigint not null,
    primary key (tenant, type, ancestor),
    foreign key (tenant, type) references twin_type
);

create index twin_type_ancestor_by_revision on twin_type_ancestor (tenant, revision, type, ancestor);

-- What is there already is revision 1. Its owner is bound by row level security too, and for this once must see every tenant.
alter table twin no force row level security;
alter table twin_type no force row level security;

insert into graph (tenant, revision, known_at, written_by)
select tenant, 1, floor(extract(epoch from clock_timestamp()) * 1000), pg_current_xact_id()
from (select tenant from twin union select tenant from twin_type) as there;

insert into twin_version (tenant, id, revision, known_at, type, in_group, device, name, removed)
select t.tenant, t.id, g.revision, g.known_at, t.type, t.in_group, t.device, t.name, t.removed
from twin t join graph g using (tenant);

insert into twin_type_ancestor (tenant, type, ancestor, revision)
with recursive named as (
    select t.tenant, t.id as type, case jsonb_typeof(e) when 'string' then e #>> '{}' else e ->> '@id' end as ancestor
    from twin_type t,
         jsonb_path_query(case when t.document like '%\u0000%' then '{}' else t.document end::jsonb, 'lax $.extends[*]') e
), inherited as (
    select tenant, type, ancestor from named where ancestor is not null
    union
    select i.tenant, i.type, n.ancestor
    from inherited i join named n on n.tenant = i.tenant and n.type = i.ancestor
    where n.ancestor is not null
)
select tenant, type, ancestor, 1 from inherited;

alter table twin force row level security;
alter table twin_type force row level security;

do
$$
declare
    guarded text;
begin
    foreach guarded in array array ['graph', 'relationship', 'twin_version', 'relationship_version', 'twin_type_ancestor'] loop
        execute format('alter table %I enable row level security', guarded);
        execute format('alter table %I force row level security', guarded);
        execute format('create policy tenant_isolation on %I using (tenant = current_setting(''app.tenant'', true)) '
            'with check (tenant = current_setting(''app.tenant'', true) and not exists '
            '(select 1 from erased_tenant e where e.tenant = current_setting(''app.tenant'', true)))', guarded);
    end loop;
end
$$;

grant select on graph, twin_version, relationship_version to portal_app;
grant select, insert on relationship to portal_app;
grant update (properties, removed, revision) on relationship to portal_app;
grant select, insert (type, ancestor) on twin_type_ancestor to portal_app;

-- Whoever writes calls this first: writers of one tenant take turns, so what they look up before they write stays so, and revisions
-- come in the order of the commits. Gives the revision that stands.
create function lock_graph() returns bigint
    language plpgsql security definer set search_path from current as
$$
declare
    held bigint;
begin
    select revision into held from graph where tenant = current_setting('app.tenant') for update;
    if not found then
        insert into graph (revision, known_at, written_by) values (0, 0, '0') on conflict do nothing;
        select revision into held from graph where tenant = current_setting('app.tenant') for update;
    end if;
    return held;
end
$$;

-- The revision of this transaction, the next one when it has none yet.
create function graph_revision_of_this_write() returns graph
    language plpgsql security definer set search_path from current as
$$
declare
    written graph;
begin
    select * into written from graph where tenant = current_setting('app.tenant') and written_by = pg_current_xact_id();
    if not found then
        perform lock_graph();
        update graph
        set revision   = revision + 1,
            known_at   = greatest(known_at, floor(extract(epoch from clock_timestamp()) * 1000)),
            written_by = pg_current_xact_id()
        where tenant = current_setting('app.tenant')
        returning * into written;
    end if;
    return written;
end
$$;

create function keep_twin_version() returns trigger
    language plpgsql security definer set search_path from current as
$$
declare
    written graph := graph_revision_of_this_write();
begin
    insert into twin_version (id, revision, known_at, type, in_group, device, name, removed)
    values (new.id, written.revision, written.known_at, new.type, new.in_group, new.device, new.name, new.removed)
    on conflict (tenant, id, revision) do update
        set type = excluded.type, in_group = excluded.in_group, device = excluded.device, name = excluded.name,
            removed = excluded.removed;
    return null;
end
$$;

create function keep_relationship_version() returns trigger
    language plpgsql security definer set search_path from current as
$$
declare
    written graph := graph_revision_of_this_write();
begin
    insert into relationship_version (source, name, target, revision, known_at, properties, removed)
    values (new.source, new.name, new.target, written.revision, written.known_at, new.properties, new.removed)
    on conflict (tenant, source, name, target, revision) do update
        set properties = excluded.properties, removed = excluded.removed;
    return null;
end
$$;

create function number_type() returns trigger
    language plpgsql security definer set search_path from current as
$$
begin
    perform graph_revision_of_this_write();
    return null;
end
$$;

create function number_type_ancestor() returns trigger
    language plpgsql security definer set search_path from current as
$$
declare
    written graph := graph_revision_of_this_write();
begin
    new.revision := written.revision;
    return new;
end
$$;

create trigger keep_version after insert or update on twin
    for each row execute function keep_twin_version();
create trigger keep_version after insert or update on relationship
    for each row execute function keep_relationship_version();
create trigger number after insert on twin_type
    for each row execute function number_type();
create trigger number before insert on twin_type_ancestor
    for each row execute function number_type_ancestor();

revoke execute on function lock_graph(), graph_revision_of_this_write() from public;
grant execute on function lock_graph() to portal_app;

create or replace function erase_tenant_rows() returns void
    language plpgsql security definer set search_path from current as
$$
begin
    perform 1 from erased_tenant where tenant = current_setting('app.tenant');
    if not found then
        raise exception 'only a tenant that is being erased loses its rows';
    end if;
    delete from relationship_version where tenant = current_setting('app.tenant');
    delete from relationship where tenant = current_setting('app.tenant');
    delete from twin_version where tenant = current_setting('app.tenant');
    delete from twin where tenant = current_setting('app.tenant');
    delete from twin_type_ancestor where tenant = current_setting('app.tenant');
    delete from twin_type where tenant = current_setting('app.tenant');
    delete from graph where tenant = current_setting('app.tenant');
end
$$;
