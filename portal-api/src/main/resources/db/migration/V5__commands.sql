-- Commands: what was wanted, and by whom. How far each is stands in the log. Numbers grow in the order of the commits, because whoever
-- adds one holds the tenant's graph; by them the log can tell one that it is told twice.
create table command (
    tenant          text   not null default current_setting('app.tenant'),
    id              text   not null,
    number          bigint not null generated always as identity,
    twin            text   not null,
    name            text   not null,
    payload         json,
    device          text   not null,
    requested_by    text   not null,
    requested_at    bigint not null,
    expires_at      bigint not null,
    idempotency_key text,
    primary key (tenant, id)
);

create unique index command_by_idempotency_key on command (tenant, idempotency_key) where idempotency_key is not null;
create index command_by_time on command (tenant, requested_at);

alter table command enable row level security;
alter table command force row level security;
create policy tenant_isolation on command
    using (tenant = current_setting('app.tenant', true))
    with check (
        tenant = current_setting('app.tenant', true)
        and not exists (select 1 from erased_tenant e where e.tenant = current_setting('app.tenant', true)));

grant select, insert on command to portal_app;

-- Old ones go some at a time, with each that comes: a tenant that commands a lot forgets a lot.
create function forget_commands(before bigint) returns bigint
    language plpgsql security definer set search_path from current as
$$
declare
    forgotten bigint;
begin
    delete from command
    where tenant = current_setting('app.tenant')
      and id in (select id from command
                 where tenant = current_setting('app.tenant') and requested_at < before
                 order by requested_at limit 100);
    get diagnostics forgotten = row_count;
    return forgotten;
end
$$;

revoke execute on function forget_commands(bigint) from public;
grant execute on function forget_commands(bigint) to portal_app;

create or replace function erase_tenant_rows() returns void
    language plpgsql security definer set search_path from current as
$$
begin
    perform 1 from erased_tenant where tenant = current_setting('app.tenant');
    if not found then
        raise exception 'only a tenant that is being erased loses its rows';
    end if;
    delete from command where tenant = current_setting('app.tenant');
    delete from relationship_version where tenant = current_setting('app.tenant');
    delete from relationship where tenant = current_setting('app.tenant');
    delete from twin_version where tenant = current_setting('app.tenant');
    delete from twin where tenant = current_setting('app.tenant');
    delete from twin_type_ancestor where tenant = current_setting('app.tenant');
    delete from twin_type where tenant = current_setting('app.tenant');
    delete from graph where tenant = current_setting('app.tenant');
end
$$;
