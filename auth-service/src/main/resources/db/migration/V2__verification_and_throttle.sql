-- null: nobody has shown yet that they read mail sent there
alter table app_user add email_verified_at timestamptz;

-- null: a person who logs in by a provider and has no password here
alter table app_user alter password_hash drop not null;

-- Secrets that were mailed. A used one is gone. password_hash is what a sign-up chose, where it counts only once the address is verified.
create table mailed_token (
    token_hash    text primary key,
    user_id       text        not null references app_user,
    purpose       text        not null check (purpose in ('VERIFICATION', 'PASSWORD_RESET')),
    password_hash text,
    expires_at    timestamptz not null
);

create index mailed_token_of_user on mailed_token (user_id);
create index mailed_token_expires on mailed_token (expires_at);

-- How often something was tried, by the hash of what it was. trusted_until: the account was entered from that address before.
create table throttle (
    key           text primary key,
    attempts      integer     not null,
    last_at       timestamptz not null,
    blocked_until timestamptz not null,
    trusted_until timestamptz
);

create index throttle_last_at on throttle (last_at);
