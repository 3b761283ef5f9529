alter table session
    add device  text,
    add address text;

-- unconfirmed until a code was typed; last_step is the newest time step whose code was used, so that none counts twice
create table two_factor (
    user_id       text primary key references app_user on delete cascade,
    sealed_secret text        not null,
    last_step     bigint      not null,
    created_at    timestamptz not null,
    confirmed_at  timestamptz
);

-- a code that was used is deleted
create table recovery_code (
    user_id   text not null references two_factor on delete cascade,
    code_hash text not null,
    primary key (user_id, code_hash)
);

-- an account at an identity provider: its issuer and what the issuer calls the person
create table identity (
    issuer     text        not null,
    subject    text        not null,
    user_id    text        not null references app_user on delete cascade,
    created_at timestamptz not null,
    primary key (issuer, subject)
);

create index identity_of_user on identity (user_id);
