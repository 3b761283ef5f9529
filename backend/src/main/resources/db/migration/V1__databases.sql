-- What tenants can order. Limits are copied to the database when it is created, so that a changed plan changes nobody.
create table plan (
    id              text collate "C" primary key,
    position        integer not null,
    memory_bytes    bigint  not null check (memory_bytes > 0),
    max_connections integer not null check (max_connections > 0),
    max_databases   integer not null check (max_databases > 0)
);

insert into plan (id, position, memory_bytes, max_connections, max_databases)
values ('free', 1, 33554432, 100, 3),
       ('small', 2, 268435456, 1000, 50),
       ('medium', 3, 1073741824, 5000, 50),
       ('large', 4, 4294967296, 10000, 50);

-- A machine that runs a node-manager. It registers itself; last_seen is its newest report.
create table host (
    id             text collate "C" primary key,
    url            text        not null,
    public_host    text        not null,
    port_start     integer     not null,
    port_end       integer     not null,
    memory_bytes   bigint      not null,
    engine         text        not null,
    engine_version text        not null,
    last_seen      timestamptz not null
);

create table database (
    id                       text collate "C" primary key,
    organization_id          text collate "C"        not null,
    name                     text        not null,
    plan_id                  text        not null references plan,
    engine                   text        not null,
    eviction_policy          text        not null,
    persistence              text        not null,
    memory_bytes             bigint      not null,
    max_connections          integer     not null,
    desired                  text        not null,
    generation               bigint      not null,
    restarts                 bigint      not null,
    sealed_password          text        not null,
    sealed_previous_password text,
    previous_password_until  timestamptz,
    sealed_monitor_password  text        not null,
    created_at               timestamptz not null,
    deleted_at               timestamptz,
    version                  bigint      not null
);

create unique index database_name on database (organization_id, name) where deleted_at is null;
create index database_of_organization on database (organization_id, id desc) where deleted_at is null;

-- One engine process of a database; what the host's node-manager saw of it last.
create table node (
    id                  text collate "C" primary key,
    database_id         text collate "C"        not null references database,
    ordinal             integer     not null,
    host_id             text collate "C" references host,
    state               text,
    observed_generation bigint      not null default 0,
    observed_restarts   bigint      not null default 0,
    reason              text,
    message             text,
    public_host         text,
    port                integer     not null default 0,
    engine              text,
    engine_version      text,
    since               timestamptz,
    unique (database_id, ordinal)
);

create index node_on_host on node (host_id);

create table operation (
    id              text collate "C" primary key,
    database_id     text collate "C"        not null references database,
    organization_id text collate "C"        not null,
    kind            text        not null,
    status          text        not null,
    step            integer     not null,
    reason          text,
    message         text,
    idempotency_key text,
    created_at      timestamptz not null,
    deadline        timestamptz,
    finished_at     timestamptz,
    version         bigint      not null
);

-- One open operation per database.
create unique index operation_open on operation (database_id) where finished_at is null;
create unique index operation_idempotency on operation (organization_id, idempotency_key) where idempotency_key is not null;
create index operation_of_organization on operation (organization_id, id desc);

-- db-scheduler's own table
create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
