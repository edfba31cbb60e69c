-- Twin types and twins. The tenant comes first in every key, and row level security is forced: a query that names no tenant finds
-- nothing. The application's role owns nothing here.

create table twin_type (
    tenant     text        not null default current_setting('app.tenant'),
    id         text        not null,
    path       text        not null,
    version    text        not null,
    document   text        not null,
    created_at timestamptz not null default now(),
    primary key (tenant, id)
);

create table twin (
    tenant   text    not null default current_setting('app.tenant'),
    id       text    not null,
    type     text    not null,
    in_group text    not null,
    device   text,
    name     text    not null,
    removed  boolean not null default false,
    revision bigint  not null,
    primary key (tenant, id)
);

create index twin_by_name on twin (tenant, lower(name) text_pattern_ops);
create index twin_by_device on twin (tenant, device) where device is not null;

-- What has to go to Pulsar, written in the transaction that it tells of. The application may only add to it, for its tenant; the
-- relay's role sees all of it, and nothing else.
create table outbox (
    id      bigint generated always as identity primary key,
    tenant  text  not null default current_setting('app.tenant'),
    topic   text  not null,
    message_key text,
    kind    text  not null,
    payload bytea not null
);

alter table twin_type enable row level security;
alter table twin_type force row level security;
create policy tenant_isolation on twin_type
    using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));

alter table twin enable row level security;
alter table twin force row level security;
create policy tenant_isolation on twin
    using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));

alter table outbox enable row level security;
alter table outbox force row level security;
create policy tenant_isolation on outbox for insert to portal_app
    with check (tenant = current_setting('app.tenant', true));
create policy relay on outbox to portal_control using (true);

grant select, insert on twin_type to portal_app;
grant select, insert, update on twin to portal_app;
grant insert on outbox to portal_app;
grant select, delete on outbox to portal_control;
