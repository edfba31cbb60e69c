-- Tenants that are being erased, and those that were: their ids are never given again. Whoever has not heard of it yet, and still
-- believes that such a tenant is there, writes nothing for it any more.
create table erased_tenant (
    tenant     text        primary key,
    ordered_at timestamptz not null default now()
);

alter table erased_tenant enable row level security;
alter table erased_tenant force row level security;
create policy own_tenant on erased_tenant for select using (tenant = current_setting('app.tenant', true));
create policy every_tenant on erased_tenant to portal_control using (true) with check (true);
grant select on erased_tenant to portal_app;
grant select, insert on erased_tenant to portal_control;

alter policy tenant_isolation on twin_type with check (
    tenant = current_setting('app.tenant', true)
    and not exists (select 1 from erased_tenant e where e.tenant = current_setting('app.tenant', true)));
alter policy tenant_isolation on twin with check (
    tenant = current_setting('app.tenant', true)
    and not exists (select 1 from erased_tenant e where e.tenant = current_setting('app.tenant', true)));
alter policy tenant_isolation on outbox with check (
    tenant = current_setting('app.tenant', true)
    and not exists (select 1 from erased_tenant e where e.tenant = current_setting('app.tenant', true)));

-- The application deletes nothing, but the rows of the tenant it is in when that tenant is being erased. As the owner, which is
-- bound by row level security like everybody.
create function erase_tenant_rows() returns void
    language plpgsql security definer set search_path from current as
$$
begin
    perform 1 from erased_tenant where tenant = current_setting('app.tenant');
    if not found then
        raise exception 'only a tenant that is being erased loses its rows';
    end if;
    delete from twin where tenant = current_setting('app.tenant');
    delete from twin_type where tenant = current_setting('app.tenant');
end
$$;

revoke execute on function erase_tenant_rows() from public;
grant execute on function erase_tenant_rows() to portal_app;
