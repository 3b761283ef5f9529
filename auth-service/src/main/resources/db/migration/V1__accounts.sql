-- Times are UTC, ids are opaque texts that sort by time, secrets are stored as hashes only.

create table app_user (
    id            text primary key,
    email         text        not null,
    password_hash text        not null,
    created_at    timestamptz not null
);

create unique index app_user_email on app_user (lower(email));

create table organization (
    id         text primary key,
    name       text        not null,
    created_at timestamptz not null
);

create table membership (
    organization_id text        not null references organization,
    user_id         text        not null references app_user,
    role            text        not null check (role in ('OWNER', 'ADMIN', 'DEVELOPER', 'VIEWER')),
    created_at      timestamptz not null,
    primary key (organization_id, user_id)
);

create index membership_of_user on membership (user_id);

-- the organization is the one that the session acts in; a user may have several
create table session (
    id              text primary key,
    token_hash      text        not null unique,
    user_id         text        not null references app_user,
    organization_id text        not null references organization,
    created_at      timestamptz not null,
    last_used_at    timestamptz not null,
    expires_at      timestamptz not null
);

create index session_of_user on session (user_id);

-- created_by is a user or another key, and outlives both
create table api_key (
    id              text primary key,
    organization_id text        not null references organization,
    name            text        not null,
    key_hash        text        not null unique,
    prefix          text        not null,
    role            text        not null check (role in ('ADMIN', 'DEVELOPER', 'VIEWER')),
    created_by      text        not null,
    created_at      timestamptz not null,
    expires_at      timestamptz,
    last_used_at    timestamptz,
    revoked_at      timestamptz
);

create index api_key_organization on api_key (organization_id, id desc) where revoked_at is null;

create table signing_key (
    kid        text primary key,
    sealed_jwk text        not null,
    created_at timestamptz not null
);
