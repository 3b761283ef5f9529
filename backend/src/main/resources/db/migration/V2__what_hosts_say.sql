-- More of what hosts say about themselves and their nodes. Expanding only: the version before works with it.
alter table host
    add column tls       boolean not null default false,
    add column isolation text    not null default '';

alter table node
    add column revision               bigint not null default 0,
    add column upgrade_to             text,
    add column certificate_expires_at timestamptz;

alter table database
    add column tls boolean not null default false;
