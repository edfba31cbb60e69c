-- Two kinds of tables. Those that span tenants are for tenants_control alone. Those of one tenant are for tenants_app alone,
-- which sees and writes the rows of the tenant that its transaction names (app.tenant) and none without one. tenants_owner,
-- who runs this, is bound too: row level security is forced.

-- ---------------------------------------------------------------- across tenants

create table tenant (
    tenant     text primary key,
    name       text not null,
    plan       text not null,
    status     text not null check (status in ('provisioning', 'active', 'suspended', 'erasing')),
    partitions integer not null check (partitions > 0),
    epoch      integer not null default 0,
    revision   bigint not null default 1,
    created_at timestamptz not null default now()
);

-- Outlives the tenant, holds nothing personal, and keeps its id from being given again.
create table erasure (
    tenant       text primary key,
    requested_at timestamptz not null default now(),
    completed_at timestamptz
);

create table erased_store (
    tenant    text not null references erasure,
    store     text not null,
    erased_at timestamptz not null default now(),
    primary key (tenant, store)
);

create table outbox (
    tenant   text not null,
    id       bigint generated always as identity,
    lane     text not null,
    task     text not null,
    attempts integer not null default 0,
    due      timestamptz not null default now(),
    error    text,
    primary key (tenant, id)
);

-- The oldest of each lane is the one to do.
create index outbox_by_lane on outbox (tenant, lane, id);

grant select, insert, update, delete on tenant to tenants_control;
grant select, insert, update on erasure, erased_store to tenants_control;
grant select, update, delete on outbox to tenants_control;
grant insert (tenant, lane, task) on outbox to tenants_control;

-- The one table that both write: the tasks of a write stand beside it, in its transaction. tenants_app may add its own tenant's.
alter table outbox enable row level security;
alter table outbox force row level security;
create policy every_tenant on outbox to tenants_control using (true) with check (true);
create policy own_tasks_in on outbox for insert to tenants_app with check (tenant = current_setting('app.tenant', true));
grant insert (tenant, lane, task) on outbox to tenants_app;

-- ---------------------------------------------------------------- inside one tenant

create table member (
    tenant     text not null default current_setting('app.tenant'),
    email      text not null,
    subject    text not null,
    roles      text[] not null,
    revision   bigint not null,
    created_at timestamptz not null,
    primary key (tenant, email),
    unique (tenant, subject)
);

create table api_key (
    tenant     text not null default current_setting('app.tenant'),
    id         text not null,
    name       text not null,
    hash       text not null,
    roles      text[] not null,
    created_at timestamptz not null,
    primary key (tenant, id)
);

-- Never repeats, so that a device that was removed and made again is not taken for the one it was.
create sequence device_generation as integer;

create table device (
    tenant     text not null default current_setting('app.tenant'),
    device     text not null,
    type       text not null,
    twin       text not null,
    twin_group text not null,
    generation integer not null,
    revision   bigint not null,
    created_at timestamptz not null,
    primary key (tenant, device)
);

create index device_by_twin on device (tenant, twin);

create table device_credential (
    tenant     text not null default current_setting('app.tenant'),
    id         text not null,
    device     text not null,
    hash       text not null,
    created_at timestamptz not null,
    primary key (tenant, id),
    foreign key (tenant, device) references device on delete cascade
);

create index credential_by_device on device_credential (tenant, device, id);

create table audit (
    tenant     text not null default current_setting('app.tenant'),
    sequence   bigint not null,
    at         timestamptz not null,
    actor      text not null,
    action     text not null,
    target     text not null,
    request_id text not null,
    previous   text not null,
    hash       text not null,
    primary key (tenant, sequence)
);

do $$
declare
    name text;
begin
    foreach name in array array ['member', 'api_key', 'device', 'device_credential', 'audit'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy own_rows on %I using (tenant = current_setting(''app.tenant'', true)) '
            'with check (tenant = current_setting(''app.tenant'', true))', name);
    end loop;
end
$$;

grant select, insert, update, delete on member, api_key, device, device_credential to tenants_app;
grant select, insert on audit to tenants_app;
grant usage on sequence device_generation to tenants_app;

-- The plan of the tenant that this transaction is about; null when there is none, or it is being erased.
create function plan_of_live_tenant() returns text
    language sql stable security definer set search_path from current
    return (select plan from tenant
            where tenant = current_setting('app.tenant', true) and status <> 'erasing');

-- Audit entries are only ever added; this is how they end, and only for a tenant that is being erased.
create function erase_tenant_rows() returns void
    language plpgsql security definer set search_path from current as
$$
begin
    perform 1 from tenant where tenant = current_setting('app.tenant') and status = 'erasing';
    if not found then
        raise exception 'only a tenant that is being erased loses its rows';
    end if;
    delete from device_credential where tenant = current_setting('app.tenant');
    delete from device where tenant = current_setting('app.tenant');
    delete from api_key where tenant = current_setting('app.tenant');
    delete from member where tenant = current_setting('app.tenant');
    delete from audit where tenant = current_setting('app.tenant');
end
$$;

revoke execute on function plan_of_live_tenant(), erase_tenant_rows() from public;
grant execute on function plan_of_live_tenant(), erase_tenant_rows() to tenants_app;
