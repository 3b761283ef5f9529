-- public keys of people's authenticators; the attestation holds the key as its device wrote it down
create table passkey (
    id              text primary key,
    user_id         text        not null references app_user on delete cascade,
    name            text        not null,
    credential_id   bytea       not null unique,
    public_key      bytea       not null,
    attestation     bytea       not null,
    transports      text        not null,
    signature_count bigint      not null,
    user_verified   boolean     not null,
    backup_eligible boolean     not null,
    backed_up       boolean     not null,
    created_at      timestamptz not null,
    last_used_at    timestamptz
);

create index passkey_of_user on passkey (user_id);

-- challenges that somebody logged in with; each lets in once
create table passkey_challenge (
    challenge bytea primary key,
    until     timestamptz not null
);
