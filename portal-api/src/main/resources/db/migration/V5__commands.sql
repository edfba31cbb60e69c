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
create index command_by_expiry on command (tenant, expires_at);
create index command_by_time on command (requested_at);

alter table command enable row level security;
alter table command force row level security;
create policy tenant_isolation on command
    using (tenant = current_setting('app.tenant', true))
    with check (
        tenant = current_setting('app.tenant', true)
        and not exists (select 1 from erased_tenant e where e.tenant = current_setting('app.tenant', true)));

-- Old ones go, of all tenants: whoever sees to it learns nothing of them but which they are.
create policy every_tenant_old on command to portal_control using (true);

grant select, insert on command to portal_app;
grant select (tenant, id, requested_at), delete on command to portal_control;

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
