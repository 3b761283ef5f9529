-- The authority that signs nodes' certificates. Older ones stay, so that what they signed is trusted until it ends. One that was supplied
-- by the operator has no key here: the key is configured.
create table certificate_authority (
    id          text collate "C" primary key, -- SHA-256 of the certificate, lower-case hex
    certificate text        not null,          -- PEM
    sealed_key  text,
    created_at  timestamptz not null,
    expires_at  timestamptz not null
);

-- Who asked for it; null for what the platform does itself, and for what was asked for before this was recorded.
alter table operation
    add column requested_by text;

-- The password that a rotation ended, until a login with it was seen refused.
alter table database
    add column sealed_ended_password text;
